"""The six times of an incident: correcting one, confirming an estimate, and how lengths of time are measured."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.core import clock
from afterword.core.errors import NotFound
from afterword.incidents.actions.correct_timestamp import correct_timestamp
from afterword.incidents.engineering_hours import engineering_time
from afterword.incidents.kinds import TimestampCorrected
from afterword.incidents.metrics import metrics_of
from afterword.incidents.moments import MOMENTS
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import back_to, find, zones_of
from afterword.web.incidents.forms import TimestampForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


@signed_in
def correct(request: PersonRequest, number: int, which: str) -> HttpResponse:
    """Set, correct or clear one of the six, beside what it was before."""
    incident = to_change(request, number)
    if which not in MOMENTS:
        raise NotFound(_("There is no such time."))
    now = getattr(incident, which)
    form = TimestampForm(sent(request), zones=zones_of(request, incident), initial={"at": now})
    history = incident.timeline.of_kind(TimestampCorrected).filter(data__which=which).order_by("-number")[:20]
    heading = _("When it was %(what)s") if which != "started_at" else _("When it started")
    dialog = Dialog(
        heading % {"what": _(MOMENTS[which])},
        _("Save time"),
        template="incidents/timestamp.html",
        names={"which": "at", "resolved_at": "at"},
        extra={"history": history, "which": which, "is_cleared_by_nothing": bool(now)},
    )

    def run(given: dict[str, Any]) -> object:
        return correct_timestamp(request.actor, incident, which, given["at"], reason=given["reason"])

    return converse(request, incident, form, dialog, run)


@require_POST
@signed_in
def confirm_start(request: PersonRequest, number: int) -> HttpResponse:
    """Say that the estimated start is right."""
    incident = to_change(request, number)
    correct_timestamp(request.actor, incident, "started_at", incident.started_at)
    return SeeOther(back_to(request, incident))


@signed_in
def show_durations(request: PersonRequest, number: int) -> HttpResponse:
    """Every length of time with its formula."""
    incident, now = find(request, number), clock.now()
    context = {
        "incident": incident,
        "metrics": [
            *metrics_of(incident, incident.impacts.all(), now),
            engineering_time(incident.responders.all(), now=now, resolved_at=incident.resolved_at),
        ],
        "section": "incidents",
        "zone_of_incident": incident.zone,
        "back_href": back_to(request, incident),
    }
    return render(request, "incidents/durations.html", context)

"""When each person came and went: looking, correcting, taking back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.core import clock
from afterword.core.errors import NotFound
from afterword.incidents.actions.stints import correct_stint, remove_stint
from afterword.incidents.engineering_hours import engineering_time
from afterword.incidents.models import Incident, Responder
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import back_to, find, may, zones_of
from afterword.web.incidents.forms import SinceMixin
from afterword.web.moments import MomentField, MomentForm
from afterword.web.requests import PersonRequest, sent, signed_in


class StintForm(SinceMixin, MomentForm):
    joined_at = MomentField(label=gettext_lazy("Joined"))
    left_at = MomentField(
        label=gettext_lazy("Left"), required=False, help_text=gettext_lazy("Leave it empty while it lasts.")
    )


@signed_in
def list_stints(request: PersonRequest, number: int) -> HttpResponse:
    """Everybody's times on the incident, the first who came first, and their sum."""
    incident = find(request, number)
    stints = list(incident.responders.select_related("user", "role").order_by("joined_at"))
    context = {
        "incident": incident,
        "stints": stints,
        "may": may(request, incident),
        "engineering": engineering_time(stints, now=clock.now(), resolved_at=incident.resolved_at),
        "section": "incidents",
        "zone_of_incident": incident.zone,
        "back_href": back_to(request, incident),
    }
    return render(request, "incidents/responders.html", context)


@signed_in
def correct(request: PersonRequest, number: int, stint_id: UUID) -> HttpResponse:
    incident = find(request, number)
    stint = _stint(request, incident, stint_id)
    initial = {"joined_at": stint.joined_at, "left_at": stint.left_at, "since": incident.timeline_head}
    form = StintForm(sent(request), zones=zones_of(request, incident), initial=initial)
    dialog = Dialog(
        _("When %(name)s was %(role)s") % {"name": stint.user, "role": stint.role.label},
        _("Save times"),
        template="incidents/stint.html",
        extra={"stint": stint},
    )

    def run(given: dict[str, Any]) -> object:
        times = {"joined_at": given["joined_at"], "left_at": given["left_at"]}
        return correct_stint(request.actor, stint, **times, since=given["since"])

    return converse(request, incident, form, dialog, run)


@signed_in
def remove(request: PersonRequest, number: int, stint_id: UUID) -> HttpResponse:
    incident = find(request, number)
    stint = _stint(request, incident, stint_id)
    lead = _("That %(name)s was %(role)s is taken back. The timeline keeps that it stood here.")
    dialog = Dialog(
        _("Remove this time"),
        _("Remove"),
        lead=lead % {"name": stint.user, "role": stint.role.label},
        is_danger=True,
    )

    def run(_given: dict[str, Any]) -> object:
        return remove_stint(request.actor, stint)

    return converse(request, incident, forms.Form(sent(request)), dialog, run)


def _stint(request: PersonRequest, incident: Incident, stint_id: UUID) -> Responder:
    """One's own, or anybody's for those who work on the incident."""
    stint = incident.responders.filter(pk=stint_id).select_related("user", "role").first()
    if stint is None:
        raise NotFound(_("This time was removed by somebody else."))
    if stint.user_id != request.user.pk:
        to_change(request, incident.number)
    stint.incident = incident
    return stint

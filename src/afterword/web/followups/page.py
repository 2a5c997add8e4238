"""The page of one follow-up, and what can be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from afterword.access.policy import can, require, see
from afterword.access.verbs import Verb
from afterword.followups.actions.change_followup import change_followup
from afterword.followups.actions.remove_followup import remove_followup
from afterword.followups.actions.set_state import set_state
from afterword.followups.detail_fields import DETAIL_FIELDS
from afterword.followups.draft import FollowUpDraft
from afterword.followups.kinds import FIELD_NAMES, FollowUpChanged, FollowUpStateChanged
from afterword.followups.models import FollowUp, FollowUpEntry, FollowUpKind, FollowUpState, Horizon
from afterword.followups.telling import head_of, history_of
from afterword.incidents.models import Incident
from afterword.postmortems.models import Postmortem
from afterword.timeline.models import TimelineEntry
from afterword.web.due import due_of, reader_today
from afterword.web.followups.forms import FollowUpForm, ReasonForm, initial_of
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.middleware import use_zone_of_incident
from afterword.web.requests import PersonRequest, SeeOther, report_in, sent, signed_in

MOST_HISTORY = 100


@dataclass(frozen=True)
class Step:
    """One line of its history."""

    who: str
    at: datetime
    sentence: str
    notes: list[str]


@signed_in
def show_followup(request: PersonRequest, number: int) -> HttpResponse:
    followup = _find(request, number)
    incident, report = followup.incident, followup.postmortem
    context = {
        "followup": followup,
        "incident": incident,
        "report": report,
        "topic": f"incident:{incident.number}" if incident else f"report:{followup.subject.number}",
        "subject_href": _home_of(followup),
        "due": due_of(followup.due_on, reader_today(), is_open=followup.is_open),
        "details": [
            (detail, followup.details[detail.name])
            for detail in DETAIL_FIELDS[followup.kind]
            if followup.details.get(detail.name)
        ],
        "tags": list(followup.tags.all()),
        "history": list(_steps(history_of(followup, MOST_HISTORY))),
        "may": {
            "update": can(request.actor, Verb.FOLLOWUP_UPDATE, followup),
            "remove": can(request.actor, Verb.FOLLOWUP_REMOVE, followup),
        },
        "refresh_url": followup.url,
        "section": "followups",
        "zone_of_incident": followup.subject.zone,
    }
    return render(request, "followups/page.html", context)


@signed_in
def edit(request: PersonRequest, number: int) -> HttpResponse:
    followup = _to_work_on(request, number)
    initial = initial_of(followup) | {"since": head_of(followup)}
    form = FollowUpForm(sent(request), initial=initial, followup=followup, incident=followup.incident)
    dialog = Dialog(
        _("Change the follow-up"),
        _("Save follow-up"),
        template="followups/form.html",
        back_href=report_in(request) or followup.url,
        theirs=lambda: _newest_change(followup),
        newest=lambda: head_of(followup),
        extra={"is_wide": True, "section": "followups"},
    )

    def run(given: dict[str, Any]) -> object:
        return change_followup(request.actor, followup, form.draft(), since=given["since"])

    return converse(request, _about(followup), form, dialog, run)


@signed_in
def change_state(request: PersonRequest, number: int) -> HttpResponse:
    """One press for each state; not doing it asks why first."""
    followup = _to_work_on(request, number)
    wanted = request.POST.get("state", "")
    if request.method == "POST" and wanted != FollowUpState.WONT_DO and "reason" not in request.POST:
        set_state(request.actor, followup, wanted)
        return SeeOther(followup.url)
    lead = _("“%(title)s” is closed with the reason, and can be taken up again.") % {"title": followup.title}
    dialog = Dialog(_("Won't do"), _("Close it as won't do"), lead=lead, back_href=followup.url)

    def run(given: dict[str, Any]) -> object:
        return set_state(request.actor, followup, FollowUpState.WONT_DO, reason=given["reason"])

    return converse(request, _about(followup), ReasonForm(sent(request)), dialog, run)


@signed_in
def take(request: PersonRequest, number: int) -> HttpResponse:
    """Own it, in one press."""
    followup = _to_work_on(request, number)
    if request.method == "POST":
        change_followup(request.actor, followup, replace(FollowUpDraft.of(followup), owner=request.user))
    return SeeOther(followup.url)


@signed_in
def remove(request: PersonRequest, number: int) -> HttpResponse:
    followup = _find(request, number)
    require(request.actor, Verb.FOLLOWUP_REMOVE, followup)
    lead = _("“%(title)s” goes, as if written by mistake. The timeline keeps it with your reason.")
    if followup.incident is None:
        lead = _("“%(title)s” goes, as if written by mistake. The audit trail keeps your reason.")
    dialog = Dialog(
        _("Remove the follow-up"),
        _("Remove"),
        lead=lead % {"title": followup.title},
        is_danger=True,
        back_href=_home_of(followup),
    )

    def run(given: dict[str, Any]) -> object:
        return remove_followup(request.actor, followup, reason=given["reason"])

    return converse(request, _about(followup), ReasonForm(sent(request)), dialog, run)


def _newest_change(followup: FollowUp) -> str:
    """What somebody else made of it, as its history says."""
    steps = _steps(history_of(followup, MOST_HISTORY))
    return next(("\n".join(step.notes) for step in steps if step.notes), followup.title)


def _about(followup: FollowUp) -> Incident | Postmortem:
    return cast(Incident | Postmortem, followup.subject)


def _home_of(followup: FollowUp) -> str:
    """Where it is listed with the others."""
    return f"{followup.incident.url}/remediation" if followup.incident else followup.subject.url


def _steps(entries: Iterable[TimelineEntry | FollowUpEntry]) -> Iterable[Step]:
    for entry in entries:
        what = entry.particulars
        notes: list[str] = []
        if isinstance(what, FollowUpChanged):
            notes = [_change(each.field, each.before, each.after) for each in what.changes if each.before or each.after]
        elif isinstance(what, FollowUpStateChanged) and what.reason:
            notes = [what.reason]
        yield Step(entry.actor_label, entry.occurred_at, what.sentence(), notes)


def _change(field: str, before: str, after: str) -> str:
    name = str(FIELD_NAMES.get(field, field))
    return f"{name}: {_shown(field, before)} → {_shown(field, after)}"


def _shown(field: str, value: str) -> str:
    """Stored names of kinds and horizons in the reader's language."""
    known = {"kind": FollowUpKind, "horizon": Horizon}.get(field)
    if known and value in known.values:
        return str(known(value).label)
    return value or _("none")


def _find(request: PersonRequest, number: int) -> FollowUp:
    related = ("incident__status", "incident__severity", "postmortem", "owner", "owner_team", "created_by")
    followup = see(request.actor, FollowUp.objects.filter(number=number).select_related(*related))
    use_zone_of_incident(request, followup.subject.zone)
    return followup


def _to_work_on(request: PersonRequest, number: int) -> FollowUp:
    followup = _find(request, number)
    require(request.actor, Verb.FOLLOWUP_UPDATE, followup)
    return followup

"""The steps of an incident by phase: marking one, saying what is known of it, turning a note into one."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from afterword.core.errors import NotFound
from afterword.incidents.actions.milestones import change_milestone, mark_milestone, remove_milestone
from afterword.incidents.kinds import NoteAdded
from afterword.incidents.milestone_fields import PLANS
from afterword.incidents.models import Incident, Milestone, MilestoneKind, Phase
from afterword.timeline.models import TimelineEntry
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import back_to, find, may, zones_of
from afterword.web.incidents.milestone_forms import MilestoneForm
from afterword.web.requests import PersonRequest, sent, signed_in


@dataclass(frozen=True)
class Marked:
    """One milestone with what is known of it, as label, text, and whether it is an address."""

    milestone: Milestone
    details: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Step:
    """A kind of milestone: those marked, and whether another one may be."""

    kind: str
    label: str
    marked: list[Marked] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not self.marked or self.kind == MilestoneKind.DISCOVERY


@dataclass(frozen=True)
class PhaseSteps:
    label: str
    steps: list[Step]


@signed_in
def show_milestones(request: PersonRequest, number: int) -> HttpResponse:
    """Every step by phase, those that are not marked yet too. With `?note=12` one is chosen for that note."""
    incident = find(request, number)
    note = _note(incident, request.GET.get("note", ""))
    context = {
        "incident": incident,
        "phases": phases_of(list(incident.milestones.all())),
        "may": may(request, incident),
        "note": note,
        "query": f"?note={note.number}" if note else "",
        "back_href": back_to(request, incident),
        "section": "incidents",
        "zone_of_incident": incident.zone,
    }
    return render(request, "incidents/milestones.html", context)


def phases_of(milestones: list[Milestone]) -> list[PhaseSteps]:
    by_kind: dict[str, list[Marked]] = {}
    for each in milestones:
        by_kind.setdefault(each.kind, []).append(Marked(each, details_of(each)))
    return [
        PhaseSteps(
            str(phase.label),
            [
                Step(str(kind.value), str(kind.label), by_kind.get(kind, []))
                for kind in MilestoneKind
                if PLANS[kind].phase == phase
            ],
        )
        for phase in Phase
    ]


def details_of(milestone: Milestone) -> list[tuple[str, str, bool]]:
    plan = PLANS[milestone.kind]
    said = [(each, milestone.details.get(each.name, "")) for each in plan.details]
    return [(_(each.label), text, each.is_link) for each, text in said if text]


@signed_in
def mark(request: PersonRequest, number: int, kind: str) -> HttpResponse:
    incident = to_change(request, number)
    if kind not in MilestoneKind.values:
        raise NotFound(_("There is no such milestone."))
    note = _note(incident, request.GET.get("note", ""))
    form = MilestoneForm(
        sent(request),
        kind=kind,
        incident=incident,
        note=note,
        zones=zones_of(request, incident),
    )
    dialog = Dialog(
        str(MilestoneKind(kind).label),
        _("Mark milestone"),
        template="incidents/milestone.html",
        names=form.names,
        key=f"milestone-{kind}",
        extra={"note": note},
    )

    def run(given: dict[str, Any]) -> object:
        return mark_milestone(
            request.actor,
            incident,
            kind,
            occurred_at=given.get("occurred_at"),
            details=form.details(),
            note=note.number if note else None,
            sets_time=bool(given.get("sets_time")),
        )

    return converse(request, incident, form, dialog, run)


@signed_in
def change(request: PersonRequest, number: int, milestone_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    milestone = _milestone(incident, milestone_id)
    form = MilestoneForm(
        sent(request),
        kind=milestone.kind,
        incident=incident,
        milestone=milestone,
        zones=zones_of(request, incident),
    )
    dialog = Dialog(
        str(milestone),
        _("Save milestone"),
        template="incidents/milestone.html",
        names=form.names,
        extra={"milestone": milestone},
        theirs=lambda: _said(_milestone(incident, milestone_id)),
    )

    def run(given: dict[str, Any]) -> object:
        return change_milestone(
            request.actor,
            milestone,
            occurred_at=given["occurred_at"] or milestone.occurred_at,
            details=form.details(),
            sets_time=bool(given.get("sets_time")),
            since=given["since"],
        )

    return converse(request, incident, form, dialog, run)


@signed_in
def remove(request: PersonRequest, number: int, milestone_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    milestone = _milestone(incident, milestone_id)
    lead = _("“%(milestone)s” is taken back. The timeline keeps that it was there; a note stays a note.")
    dialog = Dialog(_("Take the milestone back"), _("Take back"), lead=lead % {"milestone": milestone}, is_danger=True)

    def run(_given: dict[str, Any]) -> object:
        return remove_milestone(request.actor, milestone)

    return converse(request, incident, forms.Form(sent(request)), dialog, run)


def _milestone(incident: Incident, milestone_id: UUID) -> Milestone:
    milestone = incident.milestones.filter(pk=milestone_id).first()
    if milestone is None:
        raise NotFound(_("This milestone was taken back by somebody else."))
    milestone.incident = incident
    return milestone


def _note(incident: Incident, text: str) -> TimelineEntry | None:
    if not text:
        return None
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    entry: TimelineEntry | None = incident.timeline.filter(number=int(text)).first() if is_number else None
    if entry is None or not isinstance(entry.particulars, NoteAdded):
        raise NotFound(_("There is no such note on this timeline."))
    return entry


def _said(milestone: Milestone) -> str:
    return "\n".join(f"{label}: {text}" for label, text, _is_link in details_of(milestone))

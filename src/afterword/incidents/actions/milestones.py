"""Milestones: marking a step, saying what is known of it, moving it, taking it back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.incidents.actions.correct_timestamp import correct_timestamp
from afterword.incidents.kinds import (
    MilestoneChanged,
    MilestoneMarked,
    MilestoneRemoved,
    NoteAdded,
    NoteBecameMilestone,
)
from afterword.incidents.milestone_fields import DETAIL_LENGTH, PLANS
from afterword.incidents.models import Incident, Milestone, MilestoneKind
from afterword.incidents.validation import check_not_future, clean_long_text, clean_url
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.models import EntryEdit, TimelineEntry
from afterword.timeline.record import record


@transaction.atomic
def mark_milestone(
    actor: Actor,
    incident: Incident,
    kind: str,
    *,
    occurred_at: datetime | None = None,
    details: Mapping[str, str] | None = None,
    note: int | None = None,
    sets_time: bool = False,
) -> Milestone:
    """Say that a step was reached, now or earlier, and what is known of it.

    With `note`, the number of a note, that note is the milestone and its time counts. With `sets_time` the time of
    the incident that the kind tells is set too. Conflict when such a milestone is there already, unless it is a key
    discovery, of which there may be many.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if kind not in MilestoneKind.values:
        raise Invalid({"kind": _("Choose one of the listed milestones.")})
    if kind != MilestoneKind.DISCOVERY and incident.milestones.filter(kind=kind).exists():
        raise Conflict(_("This milestone is marked already. Change the one that is there."), code="marked_already")
    known = _cleaned(kind, details or {})
    entry = _note(incident, note) if note else None
    at = entry.occurred_at if entry else occurred_at or clock.now()
    check_not_future({"occurred_at": at})
    milestone = Milestone(
        incident=incident, kind=kind, occurred_at=at, details=known, entry=entry, marked_by=actor.user
    )
    milestone.save(force_insert=True)
    if entry:
        _flag(entry)
        record(incident, actor, NoteBecameMilestone(milestone=kind, id=str(milestone.pk), entry=entry.number))
    else:
        what = MilestoneMarked(milestone=kind, id=str(milestone.pk), details=known)
        milestone.entry = record(incident, actor, what, occurred_at=at, is_important=True)
        milestone.save(update_fields=["entry"])
    if sets_time:
        _set_time(actor, incident, milestone)
    return milestone


@transaction.atomic
def change_milestone(
    actor: Actor,
    milestone: Milestone,
    *,
    occurred_at: datetime,
    details: Mapping[str, str],
    sets_time: bool = False,
    since: int | None = None,
) -> Milestone:
    """Correct when a step was reached or what is known of it; its entry on the timeline follows, history kept.

    Raises Conflict when somebody else has changed it since entry number `since`.
    """
    incident, milestone = _locked(actor, milestone)
    known = _cleaned(milestone.kind, details)
    check_not_future({"occurred_at": occurred_at})
    if (milestone.occurred_at, milestone.details) != (occurred_at, known):
        refuse_if_changed(incident, actor, since, MilestoneChanged, id=str(milestone.pk))
        milestone.occurred_at, milestone.details = occurred_at, known
        milestone.save(update_fields=["occurred_at", "details"])
        _rewrite_entry(actor, milestone)
        record(incident, actor, MilestoneChanged(milestone=milestone.kind, id=str(milestone.pk)))
    if sets_time:
        _set_time(actor, incident, milestone)
    return milestone


@transaction.atomic
def remove_milestone(actor: Actor, milestone: Milestone) -> None:
    """Take back a milestone that was none. A note stays a note; the timeline remembers."""
    incident, milestone = _locked(actor, milestone)
    record(incident, actor, MilestoneRemoved(milestone=milestone.kind, id=str(milestone.pk)))
    milestone.delete()


def _locked(actor: Actor, milestone: Milestone) -> tuple[Incident, Milestone]:
    incident = lock(actor, Verb.INCIDENT_UPDATE, milestone.incident)
    fresh = incident.milestones.select_related("entry").filter(pk=milestone.pk).first()
    if fresh is None:
        raise NotFound(_("This milestone was taken back by somebody else."))
    return incident, fresh


def _cleaned(kind: str, details: Mapping[str, str]) -> dict[str, str]:
    """What was said, by the kind's own fields and in their order; empty ones are left out."""
    known = {detail.name: detail for detail in PLANS[kind].details}
    foreign = [name for name in details if name not in known]
    if foreign:
        raise Invalid({foreign[0]: _("This milestone has no such field.")})
    said = {}
    for name, detail in known.items():
        text = clean_long_text(details.get(name, ""), field=name, limit=DETAIL_LENGTH)
        if text:
            said[name] = clean_url(text, field=name) if detail.is_link else text
    return said


def _note(incident: Incident, number: int) -> TimelineEntry:
    entry = incident.timeline.filter(number=number).first()
    if entry is None or not isinstance(entry.particulars, NoteAdded):
        raise NotFound(_("There is no such note on this timeline."))
    if entry.milestones.exists():
        raise Conflict(_("This note is a milestone already."), code="marked_already")
    return entry


def _flag(entry: TimelineEntry) -> None:
    """A milestone belongs into the report."""
    if not entry.is_important:
        entry.is_important = True
        entry.save(update_fields=["is_important"])


def _rewrite_entry(actor: Actor, milestone: Milestone) -> None:
    """The entry says what the milestone says; what it said before is kept. The words of a note are its writer's."""
    entry = milestone.entry
    if entry is None:
        return
    is_note = isinstance(entry.particulars, NoteAdded)
    data = entry.data if is_note else {**entry.data, "details": milestone.details}
    if (entry.data, entry.occurred_at) == (data, milestone.occurred_at):
        return
    now = clock.now()
    EntryEdit.keep(entry, actor, now)
    entry.data, entry.occurred_at, entry.edited_at = data, milestone.occurred_at, now
    entry.save(update_fields=["data", "occurred_at", "edited_at"])


def _set_time(actor: Actor, incident: Incident, milestone: Milestone) -> None:
    moment = PLANS[milestone.kind].moment
    if moment and not (moment == "resolved_at" and incident.is_open):
        correct_timestamp(actor, incident, moment, milestone.occurred_at, milestone=milestone.kind)

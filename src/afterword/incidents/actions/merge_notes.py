"""Notes that say the same thing become one, and can be taken apart again. None of their words are lost."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import can, lock
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, NotAllowed, NotFound
from afterword.incidents.actions.flag_entries import chosen
from afterword.incidents.kinds import NoteAdded, NotesMerged, NotesTakenApart
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from afterword.timeline.record import record
from afterword.timeline.registry import name_of


@transaction.atomic
def merge_notes(actor: Actor, incident: Incident, numbers: Collection[int]) -> TimelineEntry:
    """Keep the earliest of these notes and fold the others under it; the one that is kept is returned.

    It is important when one of them was, and the milestone that one of them was. Raises Conflict for what is no note,
    for what is merged elsewhere, and for two that are a milestone each.
    """
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    wanted = chosen(numbers, least=2)
    notes = list(incident.timeline.filter(number__in=wanted).select_related("duplicate_of").oldest_first())
    _check(actor, incident, notes, wanted)
    kept = next((each.duplicate_of for each in notes if each.duplicate_of), None) or notes[0]
    merged = [each for each in notes if each.number != kept.number and each.duplicate_of_id != kept.pk]
    if any(each.duplicate_of_id for each in merged) or (kept.number not in wanted and merged):
        raise Conflict(_("Some of these notes were merged meanwhile. Look again."), code="merged")
    if not merged:
        return kept
    moved = _hand_on_milestone(incident, kept, merged)
    keys = [each.pk for each in merged]
    incident.timeline.filter(duplicate_of__in=keys).update(duplicate_of=kept)
    incident.timeline.filter(pk__in=keys).update(duplicate_of=kept)
    if not kept.is_important and any(each.is_important for each in merged):
        kept.is_important = True
        kept.save(update_fields=["is_important"])
    what = NotesMerged(kept=kept.number, merged=tuple(each.number for each in merged), milestones=moved)
    record(incident, actor, what)
    return kept


@transaction.atomic
def take_notes_apart(actor: Actor, incident: Incident, number: int) -> TimelineEntry:
    """Let every note that is folded under this one stand for itself again."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    kept = incident.timeline.filter(number=number).first()
    if kept is None:
        raise NotFound(_("There is no such entry on this timeline."))
    folded = list(kept.duplicates.oldest_first())
    if not folded:
        return kept
    _check_allowed(actor, incident, [kept, *folded])
    kept.duplicates.update(duplicate_of=None)
    _hand_back_milestone(incident, kept, folded)
    record(incident, actor, NotesTakenApart(kept=number, released=tuple(each.number for each in folded)))
    return kept


def _hand_on_milestone(incident: Incident, kept: TimelineEntry, merged: list[TimelineEntry]) -> dict[str, int]:
    """The milestone stands on the note that is listed, and its time counts; returns where it stood before."""
    found = list(incident.milestones.filter(entry__in=[kept, *merged]).select_related("entry"))
    if len(found) > 1:
        words = _("More than one of these notes is a milestone. Take one milestone back first, or leave them apart.")
        raise Conflict(words, code="two_milestones")
    stood = {str(each.pk): each.entry.number for each in found if each.entry and each.entry.pk != kept.pk}
    incident.milestones.filter(pk__in=stood).update(entry=kept, occurred_at=kept.occurred_at)
    return stood


def _hand_back_milestone(incident: Incident, kept: TimelineEntry, folded: list[TimelineEntry]) -> None:
    """It goes back to the note that it was marked on."""
    released = {each.number: each for each in folded}
    for entry in incident.timeline.of_kind(NotesMerged).filter(data__kept=kept.number):
        for key, number in entry.data.get("milestones", {}).items():
            if note := released.get(number):
                moved = incident.milestones.filter(pk=key, entry=kept)
                moved.update(entry=note, occurred_at=note.occurred_at)


def _check(actor: Actor, incident: Incident, notes: list[TimelineEntry], wanted: set[int]) -> None:
    if len(notes) < len(wanted):
        raise NotFound(_("Some of these entries are not on this timeline any more. Choose again."))
    if any(each.kind != name_of(NoteAdded) for each in notes):
        raise Conflict(_("Only notes can be merged; what the system wrote stays as it was."), code="not_a_note")
    _check_allowed(actor, incident, notes)


def _check_allowed(actor: Actor, incident: Incident, notes: list[TimelineEntry]) -> None:
    if all(each.actor_user_id == actor.user_id for each in notes):
        return
    if not can(actor, Verb.INCIDENT_UPDATE, incident):
        raise NotAllowed(_("Some of these notes are not yours. Ask a responder to merge them."))

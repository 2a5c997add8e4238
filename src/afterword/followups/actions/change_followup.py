from typing import Any

from django.db import transaction

from afterword.core import clock
from afterword.followups.draft import FollowUpDraft, check_owners, cleaned
from afterword.followups.kinds import FieldChange, FollowUpChanged
from afterword.followups.locking import lock_followup
from afterword.followups.models import FollowUp
from afterword.followups.searching import index_soon
from afterword.followups.telling import refuse_changed, tell
from afterword.incidents.tags import tags_named
from afterword.people.actor import Actor
from afterword.timeline.registry import Label

FIELDS = ("title", "kind", "description", "details", "priority", "horizon", "owner", "owner_team", "due_on",
          "tracker_url")  # fmt: skip
LONG = ("description", "details")


@transaction.atomic
def change_followup(actor: Actor, followup: FollowUp, draft: FollowUpDraft, *, since: int | None = None) -> FollowUp:
    """Make it say what the draft says. Without a priority it keeps its own; an empty due date takes it off.

    Raises Conflict when somebody else has changed it since entry number `since`.
    """
    followup = lock_followup(actor, followup)
    draft = cleaned(draft)
    changes = _changes(followup, draft)
    tags = {tag.name: tag for tag in followup.tags.all()}
    wanted = {tag.name: tag for tag in tags_named(draft.tags)}
    if tags.keys() != wanted.keys():
        changes.append(FieldChange("tags", ", ".join(sorted(tags)), ", ".join(sorted(wanted))))
    if not changes:
        return followup
    refuse_changed(actor, followup, since)
    names = [each.field for each in changes if each.field != "tags"]
    check_owners(
        followup.subject,
        draft.owner if "owner" in names else None,
        draft.owner_team if "owner_team" in names else None,
    )
    for name in names:
        setattr(followup, name, getattr(draft, name))
    followup.updated_at = clock.now()
    followup.save(update_fields=[*names, "updated_at"])
    followup.tags.set(wanted.values())
    index_soon(followup)
    tell(actor, followup, FollowUpChanged(followup=Label.of(followup), changes=tuple(changes)))
    return followup


def _changes(followup: FollowUp, draft: FollowUpDraft) -> list[FieldChange]:
    changes = []
    for name in FIELDS:
        before, after = getattr(followup, name), getattr(draft, name)
        if before == after or (name == "priority" and after is None):
            continue
        changes.append(
            FieldChange(name) if name in LONG else FieldChange(name, _text(name, before), _text(name, after))
        )
    return changes


def _text(name: str, value: Any) -> str:
    """As it was called then; kinds and horizons by their stored name, which pages show in the reader's language."""
    if name == "priority":
        return f"P{int(value)}"
    return "" if value is None else str(value)

"""Follow-ups in the search index: what of them is found, and asking for them."""

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from afterword.core.jobs import enqueue, task
from afterword.core.search import drop, prune, put, ranked
from afterword.followups.models import FollowUp
from afterword.people.actor import Actor

KIND = "followup"
TASK = "followups.index"
BURST = timedelta(seconds=1)  # what is saved within it is indexed together
_REFERENCE = re.compile(r"\s*FU-(\d{1,9})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A follow-up, and plain text around the place where it says what was asked for."""

    followup: FollowUp
    snippet: str


def index_soon(followup: FollowUp) -> None:
    """Make it findable by what it says after the caller's transaction; many saves cost one refresh."""
    enqueue(TASK, {"followup": str(followup.pk)}, key=str(followup.pk), delay=BURST)


@task(TASK)
def index_later(followup: str) -> None:
    row = FollowUp.objects.filter(pk=UUID(followup)).first()
    if row is None:
        drop(KIND, UUID(followup))
    else:
        index(row)


def index(followup: FollowUp) -> None:
    tags = ", ".join(tag.name for tag in followup.tags.all())
    body = "\n".join(text for text in (followup.description, *followup.details.values(), tags) if text)
    put(KIND, followup.pk, f"{followup.reference} {followup.title}", body)


def search_followups(actor: Actor, words: str, *, limit: int = 20) -> list[Found]:
    """What the actor may see and has all words, best first; FU-12 puts that one on top."""
    visible = FollowUp.objects.visible_to(actor)
    reference = _REFERENCE.fullmatch(words)
    named = [Found(each, "") for each in (visible.filter(number=reference[1]) if reference else ())]
    hits = ranked(KIND, words, limit=limit, among=visible)
    rows = visible.in_bulk([hit.row_id for hit in hits])
    known = {each.followup.pk for each in named}
    more = (hit for hit in hits if hit.row_id in rows and hit.row_id not in known)
    return [*named, *(Found(rows[hit.row_id], hit.snippet) for hit in more)][:limit]


def reindex_all() -> int:
    """Index every follow-up anew and forget those that are gone; returns how many."""
    count = 0
    for followup in FollowUp.objects.prefetch_related("tags").iterator(chunk_size=100):
        index(followup)
        count += 1
    prune(KIND, FollowUp.objects.all())
    return count

"""Reports in the search index: what of them is found, and asking for them."""

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from afterword.core.jobs import enqueue, task
from afterword.core.search import drop, prune, put, ranked
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem

KIND = "postmortem"
TASK = "postmortems.index"
BURST = timedelta(seconds=1)  # what is saved within it is indexed together
_REFERENCE = re.compile(r"\s*PM-(\d{1,9})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A report, and plain text around the place where it says what was asked for."""

    postmortem: Postmortem
    snippet: str


def index_soon(postmortem: Postmortem) -> None:
    """Make the report findable by what it says after the caller's transaction; many saves cost one refresh."""
    enqueue(TASK, {"postmortem": str(postmortem.pk)}, key=str(postmortem.pk), delay=BURST)


@task(TASK)
def index_later(postmortem: str) -> None:
    row = Postmortem.objects.select_related("document").filter(pk=UUID(postmortem)).first()
    if row is None:
        drop(KIND, UUID(postmortem))
    else:
        index(row)


def index(postmortem: Postmortem) -> None:
    put(KIND, postmortem.pk, f"{postmortem.reference} {postmortem.title}", postmortem.document.text)


def search_postmortems(actor: Actor, words: str, *, limit: int = 20) -> list[Found]:
    """What the actor may see and has all words, best first; PM-31 puts that report on top."""
    visible = Postmortem.objects.visible_to(actor)
    reference = _REFERENCE.fullmatch(words)
    named = [Found(each, "") for each in (visible.filter(number=reference[1]) if reference else ())]
    hits = ranked(KIND, words, limit=limit, among=visible)
    rows = visible.in_bulk([hit.row_id for hit in hits])
    known = {each.postmortem.pk for each in named}
    more = (hit for hit in hits if hit.row_id in rows and hit.row_id not in known)
    return [*named, *(Found(rows[hit.row_id], hit.snippet) for hit in more)][:limit]


def reindex_all() -> int:
    """Index every report anew and forget those that are gone; returns how many."""
    count = 0
    for postmortem in Postmortem.objects.select_related("document").iterator(chunk_size=50):
        index(postmortem)
        count += 1
    prune(KIND, Postmortem.objects.all())
    return count

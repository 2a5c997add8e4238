"""Runbooks in the search index."""

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from afterword.core.jobs import enqueue, task
from afterword.core.search import drop, prune, put, ranked
from afterword.people.actor import Actor
from afterword.runbooks.models import Runbook

KIND = "runbook"
TASK = "runbooks.index"
BURST = timedelta(seconds=1)  # what is saved within it is indexed together
_REFERENCE = re.compile(r"\s*RB-(\d{1,9})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    runbook: Runbook
    snippet: str


def index_soon(runbook: Runbook) -> None:
    """Make the runbook findable by what it says after the caller's transaction; many saves cost one refresh."""
    enqueue(TASK, {"runbook": str(runbook.pk)}, key=str(runbook.pk), delay=BURST)


@task(TASK)
def index_later(runbook: str) -> None:
    row = Runbook.objects.select_related("document").filter(pk=UUID(runbook)).first()
    if row is None:
        drop(KIND, UUID(runbook))
    else:
        index(row)


def index(runbook: Runbook) -> None:
    put(KIND, runbook.pk, f"{runbook.reference} {runbook.title}", runbook.document.text)


def search_runbooks(actor: Actor, words: str, *, limit: int = 20) -> list[Found]:
    """Those that have all words, best first; RB-3 puts that runbook on top."""
    visible = Runbook.objects.visible_to(actor).defer("document")
    reference = _REFERENCE.fullmatch(words)
    named = [Found(each, "") for each in (visible.filter(number=reference[1]) if reference else ())]
    hits = ranked(KIND, words, limit=limit, among=visible)
    rows = visible.in_bulk([hit.row_id for hit in hits])
    known = {each.runbook.pk for each in named}
    more = (hit for hit in hits if hit.row_id in rows and hit.row_id not in known)
    return [*named, *(Found(rows[hit.row_id], hit.snippet) for hit in more)][:limit]


def reindex_all() -> int:
    """Index every runbook anew and forget those that are gone; returns how many."""
    count = 0
    for runbook in Runbook.objects.select_related("document").iterator(chunk_size=50):
        index(runbook)
        count += 1
    prune(KIND, Runbook.objects.all())
    return count

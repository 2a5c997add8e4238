"""Runbooks in the search index."""

from afterword.core.search.searched import Found, Searched
from afterword.people.actor import Actor
from afterword.runbooks.models import Runbook

KIND = "runbook"
_runbooks = Searched[Runbook](
    KIND,
    task="runbooks.index",
    prefix="RB",
    rows=lambda: Runbook.objects.select_related("document"),
    body_of=lambda runbook: runbook.document.text,
)
index, index_soon, index_later = _runbooks.index, _runbooks.index_soon, _runbooks.index_later
reindex_all = _runbooks.reindex_all


def search_runbooks(actor: Actor, words: str, *, limit: int = 20) -> list[Found[Runbook]]:
    """Those that have all words, best first; RB-3 puts that runbook on top."""
    return _runbooks.find(Runbook.objects.visible_to(actor).defer("document"), words, limit=limit)

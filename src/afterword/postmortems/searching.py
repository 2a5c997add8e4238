"""Reports in the search index: what of them is found, and asking for them."""

from afterword.core.search.searched import Found, Searched
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem

KIND = "postmortem"
_reports = Searched[Postmortem](
    KIND,
    task="postmortems.index",
    prefix="PM",
    rows=lambda: Postmortem.objects.select_related("document"),
    body_of=lambda postmortem: postmortem.document.text,
)
index, index_soon, index_later = _reports.index, _reports.index_soon, _reports.index_later
reindex_all = _reports.reindex_all


def search_postmortems(actor: Actor, words: str, *, limit: int = 20) -> list[Found[Postmortem]]:
    """What the actor may see and has all words, best first; PM-31 puts that report on top."""
    return _reports.find(Postmortem.objects.visible_to(actor), words, limit=limit)

"""Follow-ups in the search index: what of them is found, and asking for them."""

from afterword.core.search.searched import Found, Searched
from afterword.followups.models import FollowUp
from afterword.people.actor import Actor


def _body(followup: FollowUp) -> str:
    tags = ", ".join(tag.name for tag in followup.tags.all())
    return "\n".join(text for text in (followup.description, *followup.details.values(), tags) if text)


KIND = "followup"
_followups = Searched[FollowUp](
    KIND,
    task="followups.index",
    prefix="FU",
    rows=lambda: FollowUp.objects.prefetch_related("tags"),
    body_of=_body,
)
index, index_soon, index_later = _followups.index, _followups.index_soon, _followups.index_later
reindex_all = _followups.reindex_all


def search_followups(actor: Actor, words: str, *, limit: int = 20) -> list[Found[FollowUp]]:
    """What the actor may see and has all words, best first; FU-12 puts that one on top."""
    return _followups.find(FollowUp.objects.visible_to(actor), words, limit=limit)

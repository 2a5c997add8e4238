"""Finding reports: filters, order and keyset pages, the same for page, API and command line."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.core.keyset import Order, Page, page_of
from afterword.core.search import matching
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem, State
from afterword.postmortems.searching import KIND

PAGE_SIZE = 25
ORDERS = {"newest": Order("created_at"), "updated": Order("updated_at")}


@dataclass(frozen=True)
class PostmortemFilter:
    state: str = ""
    words: str = ""
    sort: str = "newest"


def find_postmortems(actor: Actor, wanted: PostmortemFilter) -> QuerySet[Postmortem]:
    """Every visible report that matches; Invalid for a state or an order there isn't."""
    if wanted.state and wanted.state not in State.values:
        raise Invalid({"state": _("There is no such state. Choose one from the list.")})
    if wanted.sort not in ORDERS:
        raise Invalid({"sort": _("Sort by newest or by updated.")})
    found = Postmortem.objects.visible_to(actor)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.words.strip():
        found = found.filter(matching(KIND, wanted.words))
    return found


def page_of_postmortems(
    actor: Actor, wanted: PostmortemFilter, *, cursor: str = "", size: int = PAGE_SIZE
) -> Page[Postmortem]:
    """One page after `cursor`, with the incidents of each report."""
    incidents = Incident.objects.select_related("highest_severity").order_by("coverage__position")
    found = find_postmortems(actor, wanted).select_related("started_by").defer("document")
    found = found.prefetch_related(Prefetch("incidents", incidents))
    return page_of(found, ORDERS[wanted.sort], cursor=cursor, size=size)

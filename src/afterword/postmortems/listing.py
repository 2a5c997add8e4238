"""Finding reports: filters, order and keyset pages, the same for page, API and command line."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from afterword.core.keyset import Order, Page, page_of
from afterword.core.search import matching
from afterword.incidents.models import Incident, IncidentLink, LinkKind
from afterword.people.actor import Actor
from afterword.postmortems.models import Coverage, Postmortem
from afterword.postmortems.searching import KIND

PAGE_SIZE = 25
ORDERS = {
    "newest": Order("created_at"),
    "oldest": Order("created_at", is_falling=False, tie_is_falling=False),
    "updated": Order("updated_at"),
    "stalest": Order("updated_at", is_falling=False, tie_is_falling=False),
}
LABELS = ("started_by", "owner", "team")  # what a row shows, without further statements


@dataclass(frozen=True)
class PostmortemFilter:
    """What is looked for. Empty means any; several values of one kind mean any of them."""

    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    teams: tuple[UUID, ...] = ()  # the report's, or one of its incidents'
    channels: tuple[str, ...] = ()  # title or address of a chat that one of its incidents links to
    severities: tuple[UUID, ...] = ()  # the highest of one of its incidents
    services: tuple[UUID, ...] = ()
    owners: tuple[UUID, ...] = ()
    has_no_owner: bool = False  # beside owners it means either
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    sort: str = "newest"


def find_postmortems(actor: Actor, wanted: PostmortemFilter) -> QuerySet[Postmortem]:
    """Every visible report that matches, in order."""
    found = Postmortem.objects.visible_to(actor).filter(*_conditions(wanted))
    if wanted.words.strip():
        found = found.filter(matching(KIND, wanted.words))
    return found.order_by(*ORDERS[wanted.sort].terms)


def with_incidents(found: QuerySet[Postmortem]) -> QuerySet[Postmortem]:
    """With what a row shows: its people, and the incidents of each report."""
    incidents = Incident.objects.select_related("highest_severity").order_by("coverage__position")
    found = found.select_related(*LABELS).defer("document")
    return found.prefetch_related(Prefetch("incidents", incidents))


def page_of_postmortems(
    actor: Actor, wanted: PostmortemFilter, *, cursor: str = "", size: int = PAGE_SIZE
) -> Page[Postmortem]:
    """One page after `cursor`, with the incidents of each report."""
    found = with_incidents(find_postmortems(actor, wanted))
    return page_of(found, ORDERS[wanted.sort], cursor=cursor, size=size)


def _conditions(wanted: PostmortemFilter) -> list[Q | Exists]:
    """One for each filter in use."""
    plain = {
        "state__in": wanted.states,
        "kind__in": wanted.kinds,
        "created_at__gte": wanted.since,
        "created_at__lt": wanted.until,
    }
    conditions: list[Q | Exists] = [Q(**{name: value}) for name, value in plain.items() if value]
    covered = Coverage.objects.filter(postmortem=OuterRef("pk"))
    if wanted.severities:
        conditions.append(Exists(covered.filter(incident__highest_severity__in=wanted.severities)))
    if wanted.services:
        conditions.append(Exists(covered.filter(incident__services__in=wanted.services)))
    if wanted.teams:
        theirs = Coverage.objects.filter(incident__teams__in=wanted.teams).values("postmortem")
        conditions.append(Q(team__in=wanted.teams) | Q(pk__in=theirs))
    if wanted.channels:
        conditions.append(Exists(_chats(wanted.channels)))
    if wanted.owners or wanted.has_no_owner:
        named = Q(owner__in=wanted.owners)
        conditions.append(named | Q(owner=None) if wanted.has_no_owner else named)
    return conditions


def _chats(channels: tuple[str, ...]) -> QuerySet[IncidentLink]:
    named = Q()
    for each in channels:
        named |= Q(title__iexact=each) | Q(url__iexact=each)
    chats = IncidentLink.objects.filter(kind=LinkKind.CHAT, incident__coverage__postmortem=OuterRef("pk"))
    return chats.filter(named)

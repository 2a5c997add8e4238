"""Finding runbooks: by service, by words, and those that are retired."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from afterword.core.keyset import Order, Page, page_of
from afterword.core.search import matching
from afterword.people.actor import Actor
from afterword.runbooks.models import Runbook
from afterword.runbooks.searching import KIND

PAGE_SIZE = 50
NEWEST = Order("updated_at")


@dataclass(frozen=True)
class RunbookFilter:
    service: UUID | None = None
    words: str = ""
    is_retired: bool = False


def find_runbooks(actor: Actor, wanted: RunbookFilter) -> QuerySet[Runbook]:
    found = Runbook.objects.visible_to(actor).filter(retired_at__isnull=not wanted.is_retired)
    if wanted.service:
        found = found.filter(services=wanted.service)
    return found.filter(matching(KIND, wanted.words)) if wanted.words.strip() else found


def page_of_runbooks(actor: Actor, wanted: RunbookFilter, *, cursor: str = "") -> Page[Runbook]:
    """One page, those edited last first, with their services."""
    found = find_runbooks(actor, wanted).select_related("owner").defer("document").prefetch_related("services")
    return page_of(found, NEWEST, cursor=cursor, size=PAGE_SIZE)

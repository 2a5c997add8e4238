"""The buttons of a list: up, down, retire, revive. Each leads back to the list, with words if it was refused."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.incidents.actions.catalog.default_type import make_default
from afterword.incidents.actions.catalog.move import move
from afterword.incidents.actions.catalog.retire import retire, revive
from afterword.incidents.catalog import Listed
from afterword.incidents.models import IncidentType
from afterword.web.catalog.pages import Page, moved_past, order_changed, page_for
from afterword.web.catalog.row_page import row_of
from afterword.web.requests import PersonRequest, SeeOther, signed_in


@require_POST
@signed_in
def place(request: PersonRequest, key: str, row_id: UUID) -> HttpResponse:
    """`above` or `below` names the neighbour past which the row goes."""
    page = page_for(request, key)
    side, other = moved_past(request)
    return tried(request, page.url, lambda: move_row(request, page, row_id, side, other))


def move_row(request: PersonRequest, page: Page, row_id: UUID, side: str, other: str) -> None:
    move(request.actor, row_of(page, row_id), **{side: neighbour(page, other)})


def neighbour(page: Page, key: str) -> Listed:
    """The row of this id; in the words of a changed order when it is none, because it was there a moment ago."""
    try:
        return row_of(page, UUID(key))
    except (ValueError, NotFound):
        raise order_changed() from None


@require_POST
@signed_in
def retirement(request: PersonRequest, key: str, row_id: UUID) -> HttpResponse:
    page = page_for(request, key)

    def run() -> None:
        row = retire(request.actor, row_of(page, row_id))
        words = _("“%(name)s” is retired: it stays where it is, and is offered no longer.")
        messages.success(request, words % {"name": row.label})

    return tried(request, page.url, run)


@require_POST
@signed_in
def revival(request: PersonRequest, key: str, row_id: UUID) -> HttpResponse:
    page = page_for(request, key)

    def run() -> None:
        row = revive(request.actor, row_of(page, row_id))
        messages.success(request, _("“%(name)s” is offered again.") % {"name": row.label})

    return tried(request, page.url, run)


@require_POST
@signed_in
def set_default(request: PersonRequest, row_id: UUID) -> HttpResponse:
    page = page_for(request, "types")

    def run() -> None:
        row = row_of(page, row_id)
        assert isinstance(row, IncidentType)
        make_default(request.actor, row)
        messages.success(request, _("“%(name)s” is taken when nobody chooses a type.") % {"name": row.label})

    return tried(request, page.url, run)


def tried(request: PersonRequest, back: str, run: Callable[[], object]) -> HttpResponse:
    """Do it and go back to the list; a refusal is said above it."""
    try:
        run()
    except Invalid as refusal:
        messages.error(request, " ".join(refusal.fields.values()))
    except (Conflict, NotFound) as refusal:
        messages.error(request, refusal.message)
    return SeeOther(back)

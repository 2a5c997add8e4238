"""What rooms read from the database. Every function here runs in a thread of `live.database`."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Length

from afterword.core.asgi import Scope
from afterword.documents.compact import snapshot
from afterword.documents.models import Document, DocumentUpdate, Snapshot
from afterword.documents.owners import Role, role_in, versions_of
from afterword.documents.text import refresh_text_soon
from afterword.live.auth import Guest, guest_of, still_welcome
from afterword.people.models import User

LARGEST = 20 * 1024 * 1024  # bytes of a document that is opened for editing
MANY = 500  # updates after the last snapshot, from which on the next one is made


class TooLarge(Exception):
    """The document is larger than can be edited live."""


@dataclass(frozen=True)
class Loaded:
    """A document as of its number `head`: its updates, the oldest first."""

    head: int
    updates: list[bytes]


@dataclass(frozen=True)
class Admitted:
    guest: Guest
    role: Role | None  # none: there is no such document for them


def admit(scope: Scope, document_id: UUID) -> Admitted | None:
    """Who opened a socket and what they may do there; None for a session or token that opens nothing."""
    guest = guest_of(scope)
    return Admitted(guest, role_in(guest.actor, document_id)) if guest else None


def load(document_id: UUID) -> Loaded:
    """Raises Document.DoesNotExist when it is gone, TooLarge."""
    head = Document.objects.values_list("head", flat=True).get(pk=document_id)
    held = Snapshot.objects.filter(document=document_id, upto__lte=head).order_by("-upto").first()
    start = held.upto if held else 0
    rows = DocumentUpdate.objects.filter(document=document_id, number__gt=start, number__lte=head)
    size = (rows.aggregate(size=Sum(Length("data")))["size"] or 0) + (len(held.data) if held else 0)
    if size > LARGEST:
        raise TooLarge
    updates = [bytes(held.data)] if held else []
    updates += [bytes(data) for data in rows.order_by("number").values_list("data", flat=True)]
    return Loaded(head, updates)


def heads_of(document_ids: Collection[UUID]) -> dict[UUID, int]:
    """The newest number of each; those that are gone are left out."""
    is_native = connection.features.has_native_uuid_field
    named = {each if is_native else each.hex: each for each in document_ids}
    with connection.cursor() as cursor:  # asked many times a second: putting it together costs more than asking
        cursor.execute(_heads(len(named)), list(named))
        return {named[key]: head for key, head in cursor.fetchall()}


@cache
def _heads(count: int) -> str:
    return f"SELECT id, head FROM {Document._meta.db_table} WHERE id IN ({', '.join(['%s'] * count)})"


def newer(document_id: UUID, after: int) -> list[tuple[int, bytes]]:
    rows = DocumentUpdate.objects.filter(document=document_id, number__gt=after).order_by("number")
    return [(number, bytes(data)) for number, data in rows.values_list("number", "data")]


def roles_now(guests: Mapping[Guest, UUID]) -> dict[Guest, Role | None]:
    """What each may do in its document now, asked of the person as they are now."""
    people = User.objects.in_bulk({guest.user.pk for guest in guests})
    found: dict[Guest, Role | None] = {}
    for guest, document_id in guests.items():
        user = people.get(guest.user.pk)
        found[guest] = role_in(Guest(user, guest.session_key, guest.token).actor, document_id) if user else None
    return found


@dataclass(frozen=True)
class Look:
    """What could have changed roles: who is still welcome, what they are, and what the documents say of it."""

    welcome: frozenset[Guest]
    people: Mapping[UUID, Hashable]
    versions: Mapping[UUID, Hashable]


def look(guests: Collection[Guest], document_ids: Collection[UUID]) -> Look:
    """Four statements, however many guests and documents."""
    people = User.objects.filter(pk__in={guest.user.pk for guest in guests}).values_list("pk", "role", "is_active")
    return Look(
        frozenset(still_welcome(guests)),
        {pk: (role, is_active) for pk, role, is_active in people},
        versions_of(document_ids),
    )


def after_writing(document_id: UUID) -> None:
    """Somebody wrote and now pauses: have its words brought up to date, and keep the document quick to load."""
    refresh_text_soon(document_id)
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        return
    held = Snapshot.objects.filter(document=document).order_by("-upto").values_list("upto", flat=True).first() or 0
    if document.head - held >= MANY:
        snapshot(document)

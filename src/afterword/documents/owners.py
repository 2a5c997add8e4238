"""What documents belong to: there it is decided who reads and writes one, and there it is heard what changed."""

from collections.abc import Collection, Hashable, Mapping
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from afterword.documents.models import Document
from afterword.people.actor import Actor


class Role(StrEnum):
    """What somebody may do with a text: write it, remark on it, or only read it."""

    EDITOR = "editor"
    COMMENTER = "commenter"
    VIEWER = "viewer"


class Owner(Protocol):
    """One kind of thing that has a document."""

    def role_of(self, actor: Actor, document_id: UUID) -> Role | None:
        """What the actor may do with it now; None when it belongs to something else or can't be seen."""

    def versions(self, document_ids: Collection[UUID]) -> Mapping[UUID, Hashable]:
        """For each of its documents a value that differs once somebody's role may have changed; one query."""

    def text_changed(self, document: Document) -> None:
        """Its text was brought up to date after people had written: make it findable. Called in a job."""


_owners: list[Owner] = []


def register(owner: Owner) -> None:
    """Called in `ready()`."""
    _owners.append(owner)


def role_in(actor: Actor, document_id: UUID) -> Role | None:
    """What the actor may do with a document; None when there is none that they may see."""
    if not actor.is_active:
        return None
    return next((role for each in _owners if (role := each.role_of(actor, document_id))), None)


def versions_of(document_ids: Collection[UUID]) -> dict[UUID, Hashable]:
    """What `Owner.versions` says of each; one that is gone is left out."""
    found: dict[UUID, Hashable] = {}
    for owner in _owners:
        found.update(owner.versions(document_ids))
    return found


def tell_owner(document: Document) -> None:
    for owner in _owners:
        owner.text_changed(document)

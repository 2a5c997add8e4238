"""A document is the sum of its updates; rows here are only ever added, and removed long after a snapshot holds them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models

from afterword.core import clock
from afterword.core.rows import Row
from afterword.documents.pictures import Picture
from afterword.documents.revisions import Revision, RevisionKind

__all__ = ["Document", "DocumentUpdate", "Picture", "Revision", "RevisionKind", "Snapshot"]


class Document(Row):
    """A text that many write at once. Who may read or write it is decided by what it belongs to."""

    head = models.PositiveBigIntegerField(default=0)  # the newest update's number; given out under this row's lock
    schema_version = models.PositiveIntegerField()
    text = models.TextField(blank=True, default="")  # its words, for search; never a source of the document
    text_head = models.PositiveBigIntegerField(default=0)  # the newest update that `text` has in it
    closed_at = models.DateTimeField(null=True)  # since then it takes no more updates from editors
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"document {self.pk} at {self.head}"


class DocumentUpdate(Row):
    """One Yjs update. Numbers count from 1 without gaps, in commit order, and are never used again."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="updates")
    number = models.PositiveBigIntegerField()
    data = models.BinaryField()
    actor_kind = models.CharField(max_length=20)
    actor_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(default=clock.now)

    if TYPE_CHECKING:
        document_id: UUID

    class Meta:
        ordering = ("document", "number")
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="update_number_once"),)

    def __str__(self) -> str:
        return f"update {self.number} of {self.document_id}"


class Snapshot(Row):
    """The whole document as of one number: all updates up to it, and none after."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="snapshots")
    upto = models.PositiveBigIntegerField()
    data = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)

    if TYPE_CHECKING:
        document_id: UUID

    class Meta:
        ordering = ("document", "-upto")
        constraints = (models.UniqueConstraint(fields=("document", "upto"), name="snapshot_once"),)

    def __str__(self) -> str:
        return f"{self.document_id} up to {self.upto}"

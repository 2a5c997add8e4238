"""A document as it was once, kept whole: its words, and what its live blocks said."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row


class RevisionKind(models.TextChoices):
    AUTOMATIC = "automatic", _("Automatic")
    NAMED = "named", _("Named")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


class Revision(Row):
    """Never changed once made. `number` counts from 1 within its document; `head` is the last update it holds."""

    document = models.ForeignKey("documents.Document", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=RevisionKind.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    title = models.CharField(max_length=256)  # of what the document belonged to, at that time
    head = models.PositiveBigIntegerField()
    tree = models.JSONField()
    blocks = models.JSONField(default=dict)  # what each live block said, by its opening comment: a list of nodes
    schema_version = models.PositiveIntegerField()
    images = models.JSONField(default=list)  # SHA-256 of each picture it shows
    authors = models.JSONField(default=list)  # names of those who wrote since the revision before
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_by_label = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=clock.now)

    if TYPE_CHECKING:
        document_id: UUID

    class Meta:
        ordering = ("document", "-number")
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="revision_number_once"),)

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} {self.number}"

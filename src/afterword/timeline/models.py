"""The timeline of an incident: what happened, in rows that are only ever added."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import models

from afterword.core import clock
from afterword.core.rows import Row
from afterword.people.actor import Actor
from afterword.timeline.registry import Happening, Weight, kind_named, kinds_of, name_of


class TimelineQuerySet(models.QuerySet["TimelineEntry"]):
    def of_kind(self, *kinds: type[Happening]) -> Self:
        return self.filter(kind__in=[name_of(kind) for kind in kinds])

    def important(self) -> Self:
        return self.filter(is_important=True)

    def shown(self) -> Self:
        """Without those that only tell followers of an edit, and without notes that are merged into another."""
        return self.filter(duplicate_of=None).exclude(kind__in=kinds_of(Weight.QUIET))

    def newest_first(self) -> Self:
        return self.order_by("-occurred_at", "-number")

    def oldest_first(self) -> Self:
        return self.order_by("occurred_at", "number")


class TimelineEntry(Row):
    """One thing that happened. `number` counts within the incident, without gaps, in commit order."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="timeline")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    actor_kind = models.CharField(max_length=20)
    actor_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_label = models.CharField(max_length=200)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)
    is_important = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True)
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="duplicates")
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies")  # of a merged incident
    objects = TimelineQuerySet.as_manager()

    if TYPE_CHECKING:
        incident_id: UUID
        duplicate_of_id: UUID | None
        copied_from_id: UUID | None

    class Meta:
        ordering = ("occurred_at", "number")
        constraints = (models.UniqueConstraint(fields=("incident", "number"), name="entry_number_once"),)
        indexes = (
            models.Index(fields=("incident", "-occurred_at", "-number"), name="entry_by_time"),
            models.Index(fields=("-recorded_at", "-id"), name="entry_by_recording"),  # across incidents
        )

    def __str__(self) -> str:
        return f"{self.kind} #{self.number}"

    @property
    def particulars(self) -> Happening:
        """What happened, as the dataclass that was recorded."""
        return msgspec.convert(self.data, kind_named(self.kind).type)

    @property
    def weight(self) -> Weight:
        return kind_named(self.kind).weight

    def sentence(self) -> str:
        """In the reader's language, to be read after the actor's name."""
        return self.particulars.sentence()


class Attachment(Row):
    """A picture on the timeline, kept in the file store under its hash; who sees the incident sees it."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="attachments")
    entry = models.ForeignKey(TimelineEntry, models.CASCADE, related_name="attachments")
    sha256 = models.CharField(max_length=64, db_index=True)
    content_type = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    alt = models.CharField(max_length=300, blank=True)
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("added_at",)

    def __str__(self) -> str:
        return self.name


class EntryEdit(Row):
    """What a note said, and when it claimed to have happened, before it was edited."""

    entry = models.ForeignKey(TimelineEntry, models.CASCADE, related_name="edits")
    data_before = models.JSONField()
    occurred_at_before = models.DateTimeField()
    actor_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_label = models.CharField(max_length=200)
    edited_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("edited_at",)

    def __str__(self) -> str:
        return f"edit of {self.entry_id}"

    @classmethod
    def keep(cls, entry: TimelineEntry, actor: Actor, at: datetime) -> Self:
        """Remember the entry as it is now, before it changes."""
        return cls.objects.create(
            entry=entry,
            data_before=entry.data,
            occurred_at_before=entry.occurred_at,
            actor_user=actor.user,
            actor_label=actor.label,
            edited_at=at,
        )

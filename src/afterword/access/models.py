"""The audit trail: what changed outside of any incident's timeline."""

from django.conf import settings
from django.db import models

from afterword.core import clock
from afterword.core.rows import Row


class AuditEntry(Row):
    """Append-only: who did what to whom, and when. Numbered without gaps, so that a missing one is noticed."""

    number = models.PositiveIntegerField(unique=True)
    action = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=20)
    actor_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_label = models.CharField(max_length=200)
    object_label = models.CharField(max_length=300, blank=True)
    object_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=("action", "-number"), name="audit_action_newest"),)

    def __str__(self) -> str:
        return f"{self.action} by {self.actor_label}"

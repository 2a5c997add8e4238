"""Key metrics as people corrected them for one report; what was computed stays beside it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row


class MetricAdjustment(Row):
    """One correction and why. A later one, or taking it back, ends it; it is never deleted."""

    postmortem = models.ForeignKey("postmortems.Postmortem", models.CASCADE, related_name="adjustments")
    key = models.CharField(max_length=40)  # of postmortems/key_metrics.py
    value = models.JSONField()  # a severity's id, an ISO moment, seconds, a number or words, as the metric asks
    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_by_label = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        postmortem_id: UUID

    class Meta:
        ordering = ("made_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("postmortem", "key"), condition=Q(ended_at=None), name="one_adjustment_a_metric"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} of {self.postmortem_id}"

"""The steps of an incident that a report tells: when each was reached, and what is known of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row


class Phase(models.TextChoices):
    DETECTION = "detection", _("Detection")
    INVESTIGATION = "investigation", _("Investigation")
    MITIGATION = "mitigation", _("Mitigation")
    POST_INCIDENT = "post_incident", _("After the incident")


class MilestoneKind(models.TextChoices):
    STARTED = "started", _("Incident start")
    DETECTED = "detected", _("Detection")
    ACKNOWLEDGED = "acknowledged", _("Acknowledgement")
    INVESTIGATING = "investigating", _("Investigation begins")
    ESCALATED = "escalated", _("Escalation")
    DISCOVERY = "discovery", _("Key discovery")
    CAUSE_FOUND = "cause_found", _("Root cause identified")
    PLANNED = "planned", _("Mitigation plan formed")
    DEPLOYED = "deployed", _("Mitigation deployed")
    PARTLY_RECOVERED = "partly_recovered", _("Partial recovery")
    RECOVERED = "recovered", _("Full recovery")
    MONITORING = "monitoring", _("Monitoring")
    DECLARED_RESOLVED = "declared_resolved", _("Incident declared resolved")


class Milestone(Row):
    """One step. There may be many key discoveries, and one of every other kind."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="milestones")
    kind = models.CharField(_("kind"), max_length=30, choices=MilestoneKind.choices)
    occurred_at = models.DateTimeField()
    details = models.JSONField(default=dict)  # the kind's fields by name; empty ones are left out
    entry = models.ForeignKey("timeline.TimelineEntry", models.SET_NULL, null=True, related_name="milestones")
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("occurred_at", "created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("incident", "kind"),
                condition=~models.Q(kind=MilestoneKind.DISCOVERY),
                name="milestone_once_but_discoveries",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())

"""Impact in figures: what users felt, and what it cost."""

from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.incidents.catalog import Experience
from afterword.incidents.service_catalog import Service


class Impact(Row):
    """What users or the business felt, from when to when. Unknown figures are null, not 0."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="impacts")
    description = models.TextField(_("description"))
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_downtime = models.BooleanField(_("counts as downtime"), default=True)
    experience = models.ForeignKey(Experience, models.PROTECT, null=True, blank=True, related_name="impacts")
    services = models.ManyToManyField(Service, related_name="impacts", blank=True)
    users_affected = models.PositiveBigIntegerField(_("affected users"), null=True, blank=True)
    users_percent = models.DecimalField(
        _("share of all users in percent"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    geography = models.CharField(_("where"), max_length=300, blank=True)
    failed_requests = models.PositiveBigIntegerField(_("failed requests"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("started_at", "created_at")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("started_at")), name="impact_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(users_percent=None) | Q(users_percent__gte=0, users_percent__lte=100),
                name="impact_share_between_0_and_100",
            ),
        )

    def __str__(self) -> str:
        return Truncator(self.description).chars(80)

    def seconds(self, until: datetime) -> int:
        """How long it lasted, or has lasted so far."""
        return max(0, int(((self.ended_at or until) - self.started_at).total_seconds()))


class BusinessImpact(Row):
    """What one incident cost. Unknown figures are null, not 0; money is in one currency."""

    incident = models.OneToOneField("incidents.Incident", models.CASCADE, related_name="business_impact")
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    revenue_lost = models.DecimalField(
        _("revenue lost"), max_digits=20, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    revenue_method = models.TextField(_("how it was calculated"), blank=True)
    potential_loss = models.DecimalField(
        _("loss if it had gone on"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    support_tickets = models.PositiveIntegerField(_("support tickets"), null=True, blank=True)
    complaints = models.PositiveIntegerField(_("complaints"), null=True, blank=True)
    social_mentions = models.PositiveIntegerField(_("mentions in social media"), null=True, blank=True)
    nps_change = models.DecimalField(_("change of the NPS"), max_digits=6, decimal_places=2, null=True, blank=True)
    escalations = models.PositiveIntegerField(_("escalations by customers"), null=True, blank=True)
    executives_involved = models.BooleanField(_("executives involved"), null=True, blank=True)
    engineering_hours = models.DecimalField(
        _("engineering hours"), max_digits=9, decimal_places=2, null=True, blank=True
    )  # what people say; null: the sum of the responders' times

    def __str__(self) -> str:
        return f"business impact of {self.incident_id}"

"""The services that break: who owns them, what belongs to them, and what was promised of them."""

from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.core.rows import Row
from afterword.incidents.catalog import CatalogRow
from afterword.incidents.link_kinds import LinkKind
from afterword.people.actor import Actor
from afterword.people.models import Team


class Tier(models.IntegerChoices):
    """How much hangs on a service."""

    CRITICAL = 1, _("Tier 1: the business stands still without it")
    IMPORTANT = 2, _("Tier 2: many users notice at once")
    USEFUL = 3, _("Tier 3: some users notice, and there is a way around it")
    INTERNAL = 4, _("Tier 4: only we notice")


class ServiceQuerySet(models.QuerySet["Service"]):
    def visible_to(self, actor: Actor) -> Self:
        """Everyone signed in: who looks for help at night must find whose service it is."""
        return self if actor.is_active else self.none()

    def with_promises(self) -> Self:
        """With owner, links and objectives, in two statements more."""
        return self.select_related("owner").prefetch_related("links", "objectives")


class Service(CatalogRow):
    description = models.TextField(_("description"), blank=True)
    owner = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="services")
    tier = models.PositiveSmallIntegerField(_("tier"), choices=Tier.choices, null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    objects = ServiceQuerySet.as_manager()

    if TYPE_CHECKING:
        owner_id: UUID | None

    class Meta(CatalogRow.Meta):
        ordering: ClassVar[tuple[str, ...]] = ("name",)

    @property
    def url(self) -> str:
        return f"/services/{self.pk}"

    @property
    def short_tier(self) -> str:
        return gettext("Tier %(tier)s") % {"tier": self.tier} if self.tier else ""


class ServiceLink(Row):
    """What one opens first when the service breaks."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=20, choices=LinkKind.choices, default=LinkKind.DASHBOARD)
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "title")

    def __str__(self) -> str:
        return self.title


class ObjectiveKind(models.TextChoices):
    SLO = "slo", _("SLO: a target inside")
    SLA = "sla", _("SLA: a promise outside")


class Objective(Row):
    """How much of a window a service should be up, in percent (DESIGN decision 11)."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="objectives")
    kind = models.CharField(_("kind"), max_length=10, choices=ObjectiveKind.choices, default=ObjectiveKind.SLO)
    name = models.CharField(_("name"), max_length=120)
    target = models.DecimalField(_("target in percent"), max_digits=7, decimal_places=4)
    window_days = models.PositiveSmallIntegerField(_("window in days"), default=30)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("kind", "name")
        constraints = (
            models.UniqueConstraint(fields=("service", "name"), name="objective_name_once"),
            models.CheckConstraint(
                condition=models.Q(target__gt=0, target__lt=100), name="objective_target_between_0_and_100"
            ),
        )

    def __str__(self) -> str:
        return self.name

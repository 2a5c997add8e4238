"""What an organisation chooses for itself: types, severities, statuses, roles, experiences. Rows, not enums."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.core.rows import Row


class Category(models.TextChoices):
    """The fixed meaning behind a status, whatever it is called."""

    ACTIVE = "active", _("Active")
    STABLE = "stable", _("Stable")
    RESOLVED = "resolved", _("Resolved")
    COMPLETED = "completed", _("Completed")


OPEN_CATEGORIES = (Category.ACTIVE, Category.STABLE)
NAME_LENGTH = 80
SEVERITY_TOKENS = ("sev-0", "sev-1", "sev-2", "sev-3", "sev-4")  # the colours that levels may have, worst first


class Listed(Row):
    """Something to choose from, in an order that people set. What was ever chosen is retired, not deleted."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar[tuple[str, ...]] = ("position", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language where it is one that we ship, else as written."""
        return gettext(self.name)


class CatalogRow(Listed):
    name = models.CharField(_("name"), max_length=NAME_LENGTH, unique=True)

    class Meta(Listed.Meta):
        abstract = True


class Severity(CatalogRow):
    """How bad it is. A lower position is worse; Unknown stands last and outranks nothing."""

    guidance = models.TextField(_("guidance"), blank=True)
    token = models.CharField(max_length=20, default="sev-unknown")  # the colour's name in the style sheet
    is_unknown = models.BooleanField(default=False)
    requires_postmortem = models.BooleanField(default=False)
    postmortem_due_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(CatalogRow.Meta):
        verbose_name_plural = "severities"

    @property
    def explained(self) -> str:
        return gettext(self.guidance) if self.guidance else ""

    def is_worse_than(self, other: "Severity") -> bool:
        if self.is_unknown or other.is_unknown:
            return other.is_unknown and not self.is_unknown
        return self.position < other.position


class Status(CatalogRow):
    guidance = models.TextField(_("guidance"), blank=True)
    category = models.CharField(max_length=20, choices=Category.choices)

    class Meta(CatalogRow.Meta):
        verbose_name_plural = "statuses"

    @classmethod
    def first_of(cls, category: Category) -> "Status":
        """The status an incident gets when only its category is known."""
        return cls.objects.filter(category=category, retired_at=None).order_by("position")[0]


def open_statuses() -> "models.QuerySet[Status]":
    """Every status of an incident that is not over, retired ones too."""
    return Status.objects.filter(category__in=OPEN_CATEGORIES).order_by()


class Role(CatalogRow):
    """What a responder is on an incident."""

    is_commander = models.BooleanField(default=False)
    duty = models.CharField(max_length=200, blank=True)

    class Meta(CatalogRow.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("is_commander",), condition=models.Q(is_commander=True), name="one_commander_role"
            ),
        )


class Experience(CatalogRow):
    """What users meet: nothing at all, something slow, something that comes and goes."""

    guidance = models.TextField(_("guidance"), blank=True)
    is_downtime = models.BooleanField(_("counts as downtime"), default=True)  # unless an impact says otherwise

    @property
    def explained(self) -> str:
        return gettext(self.guidance) if self.guidance else ""


class PostmortemRule(models.TextChoices):
    """When an incident of a type owes a postmortem."""

    BY_SEVERITY = "by_severity", _("As its severity says")
    ALWAYS = "always", _("Always")
    NEVER = "never", _("Never")


class IncidentType(CatalogRow):
    """What sort of thing happened: its own fields, roles, checklist, template, and whether a report is owed."""

    guidance = models.TextField(_("guidance"), blank=True)
    postmortem_rule = models.CharField(
        max_length=20, choices=PostmortemRule.choices, default=PostmortemRule.BY_SEVERITY
    )
    template = models.CharField(max_length=60, blank=True)  # of the postmortem; empty: the writer's choice
    is_private = models.BooleanField(_("private from the start"), default=False)
    is_default = models.BooleanField(default=False)
    roles = models.ManyToManyField(Role, related_name="types", blank=True)  # asked for while it is open

    class Meta(CatalogRow.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("is_default",), condition=models.Q(is_default=True), name="one_default_type"
            ),
        )

    @property
    def explained(self) -> str:
        return gettext(self.guidance) if self.guidance else ""


class ChecklistItem(Row):
    """Something to do on every incident of a type; it becomes a task when one is declared."""

    type = models.ForeignKey(IncidentType, models.CASCADE, related_name="checklist")
    text = models.CharField(_("task"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.text

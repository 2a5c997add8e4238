"""What an organisation asks about its incidents beyond what every incident has."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.core.rows import Row
from afterword.incidents.catalog import CatalogRow, IncidentType, Listed


class FieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of a list")
    CHOICES = "choices", _("Several of a list")
    PERSON = "person", _("Person")
    LINK = "link", _("Link")
    MONEY = "money", _("Money")


class FieldGroup(models.TextChoices):
    WHAT = "what", _("What happened")
    WHY = "why", _("Why it happened")
    OTHER = "other", _("More about it")


class RequiredAt(models.TextChoices):
    NEVER = "", _("Never required")
    DECLARE = "declare", _("Required to declare")
    RESOLVE = "resolve", _("Required to resolve")


class Field(CatalogRow):
    """One thing to fill in. `key` names those that reports look for; it never changes."""

    key = models.SlugField(max_length=60, unique=True, null=True)  # noqa: DJ001  (null, so that many may have none)
    kind = models.CharField(_("kind"), max_length=20, choices=FieldKind.choices)
    group = models.CharField(_("group"), max_length=20, choices=FieldGroup.choices, default=FieldGroup.OTHER)
    help_text = models.CharField(_("help"), max_length=300, blank=True)
    is_for_all = models.BooleanField(_("on every type"), default=True)
    required_at = models.CharField(max_length=20, choices=RequiredAt.choices, blank=True, default=RequiredAt.NEVER)

    class Meta(CatalogRow.Meta):
        ordering: ClassVar[tuple[str, ...]] = ("group", "position", "name")

    @property
    def explained(self) -> str:
        return gettext(self.help_text) if self.help_text else ""


class FieldChoice(Listed):
    """One entry of a list. One that was ever chosen is retired, not deleted."""

    field = models.ForeignKey(Field, models.CASCADE, related_name="choices")

    class Meta(Listed.Meta):
        constraints = (models.UniqueConstraint(fields=("field", "name"), name="choice_name_once"),)


class TypeField(Row):
    """A field that a type asks for beside those on every type, or asks for more strictly than they are."""

    type = models.ForeignKey(IncidentType, models.CASCADE, related_name="own_fields")
    field = models.ForeignKey(Field, models.CASCADE, related_name="uses")
    required_at = models.CharField(max_length=20, choices=RequiredAt.choices, blank=True, default=RequiredAt.NEVER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("type", "field"), name="type_field_once"),)

    def __str__(self) -> str:
        return f"{self.field} on {self.type}"


class FieldValue(Row):
    """What was filled in: one row, or one for each of several choices. Which column holds it, the kind says."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="values")
    field = models.ForeignKey(Field, models.PROTECT, related_name="values")
    text = models.TextField(blank=True)  # of a text or a link
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True)  # of a number or of money
    currency = models.CharField(max_length=3, blank=True)
    day = models.DateField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    choice = models.ForeignKey(FieldChoice, models.PROTECT, null=True, related_name="values")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("incident", "field", "choice"), name="choice_once_for_each_incident"),
            models.UniqueConstraint(
                fields=("incident", "field"), condition=models.Q(choice=None), name="value_once_for_each_incident"
            ),
        )

    def __str__(self) -> str:
        return f"{self.field} of {self.incident_id}"

"""Templates that a team wrote or brought along, beside those that come with Afterword."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.people.actor import Actor
from afterword.people.models import Team


class ReportKind(models.TextChoices):
    """What a report is for; every postmortem reviews an incident, not every review is a postmortem."""

    POSTMORTEM = "postmortem", _("Postmortem")
    RETROSPECTIVE = "retrospective", _("Retrospective")
    INCIDENT_REVIEW = "incident_review", _("Incident review")


class OwnTemplateQuerySet(models.QuerySet["OwnTemplate"]):
    def visible_to(self, actor: Actor) -> Self:
        """For everyone signed in."""
        return self if actor.is_active else self.none()

    def offered(self) -> Self:
        return self.filter(retired_at=None)


class OwnTemplate(Row):
    """One Markdown text in one language; the same `key` in another language is its translation."""

    key = models.SlugField(max_length=60)
    language = models.CharField(max_length=10, default="en")
    name = models.CharField(_("name"), max_length=120)
    description = models.CharField(_("what it is for"), max_length=300, blank=True)
    kind = models.CharField(
        _("kind of report"), max_length=20, choices=ReportKind.choices, default=ReportKind.POSTMORTEM
    )
    body = models.TextField(_("text"))
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="report_templates")
    made_from = models.CharField(max_length=200, blank=True)  # the file or built-in template it began as
    is_demo = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    objects = OwnTemplateQuerySet.as_manager()

    if TYPE_CHECKING:
        team_id: UUID | None

    class Meta:
        ordering = ("name", "language")
        constraints = (models.UniqueConstraint(fields=("key", "language"), name="own_template_once_a_language"),)

    def __str__(self) -> str:
        return self.name

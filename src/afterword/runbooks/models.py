"""What to do when a service breaks, written down before it does."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.documents.models import Document
from afterword.incidents.models import TITLE_LENGTH, Service
from afterword.people.actor import Actor
from afterword.people.models import Team


class RunbookQuerySet(models.QuerySet["Runbook"]):
    def visible_to(self, actor: Actor) -> Self:
        """For everyone signed in: nobody should have to ask for help text at night."""
        return self if actor.is_active else self.none()


class Runbook(Row):
    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    document = models.OneToOneField(Document, models.PROTECT, related_name="runbook")
    services = models.ManyToManyField(Service, related_name="runbooks", blank=True)
    owner = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="runbooks")
    started_from = models.ForeignKey(
        "postmortems.Postmortem", models.SET_NULL, null=True, related_name="runbooks"
    )  # the report that asked for it
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_demo = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    objects = RunbookQuerySet.as_manager()

    if TYPE_CHECKING:
        document_id: UUID

    class Meta:
        ordering = ("title", "number")

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return f"RB-{self.number}"

    @property
    def url(self) -> str:
        return f"/runbooks/{self.number}"

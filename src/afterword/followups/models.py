"""What is to be different after an incident, who sees to it, and until when."""

from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.incidents.models import Incident, Tag
from afterword.incidents.sight import seen_by
from afterword.people.actor import Actor
from afterword.people.models import Team

PERSON = settings.AUTH_USER_MODEL


class FollowUpKind(models.TextChoices):
    ACTION = "action", _("Action")
    MONITOR = "monitor", _("New monitor")
    DASHBOARD = "dashboard", _("Dashboard")
    PROCESS = "process", _("Process change")
    TECHNICAL = "technical", _("Technical change")
    RUNBOOK = "runbook", _("Runbook update")


class Priority(models.IntegerChoices):
    P0 = 0, "P0"
    P1 = 1, "P1"
    P2 = 2, "P2"
    P3 = 3, "P3"


class Horizon(models.TextChoices):
    WEEK = "week", _("This week")
    MONTH = "month", _("This month")
    QUARTER = "quarter", _("This quarter")


class FollowUpState(models.TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETE = "complete", _("Complete")
    WONT_DO = "wont_do", _("Won't do")


OPEN_STATES = (FollowUpState.NOT_STARTED, FollowUpState.IN_PROGRESS)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose incident the actor may see."""
        return seen_by(actor, self, "incident")

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def owned_by(self, person_id: UUID | None) -> Self:
        return self.filter(owner=person_id) if person_id else self.none()

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def by_due(self) -> Self:
        """The most urgent first; those without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "priority", "number")


class FollowUp(Row):
    number = models.PositiveIntegerField(unique=True)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="followups")
    kind = models.CharField(_("kind"), max_length=20, choices=FollowUpKind.choices, default=FollowUpKind.ACTION)
    title = models.CharField(_("title"), max_length=256)
    description = models.TextField(_("description"), blank=True)
    details = models.JSONField(default=dict)  # the kind's own fields by name; empty ones are left out
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.P2)
    horizon = models.CharField(_("horizon"), max_length=20, choices=Horizon.choices, default=Horizon.MONTH)
    owner = models.ForeignKey(PERSON, models.SET_NULL, null=True, blank=True, related_name="followups")
    owner_team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="followups")
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=FollowUpState.choices, default=FollowUpState.NOT_STARTED)
    state_reason = models.TextField(blank=True)  # why it won't be done
    closed_at = models.DateTimeField(null=True)
    tracker_url = models.URLField(_("ticket"), max_length=2000, blank=True)
    tags = models.ManyToManyField(Tag, related_name="followups", blank=True)
    created_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    objects = FollowUpQuerySet.as_manager()

    if TYPE_CHECKING:
        incident_id: UUID
        owner_id: UUID | None
        owner_team_id: UUID | None

    class Meta:
        ordering = ("-created_at", "-number")
        indexes = (
            models.Index(fields=("-created_at", "-number"), name="followup_newest"),
            models.Index(fields=("state", "due_on", "number"), name="followup_by_due"),
            models.Index(fields=("owner", "state", "due_on"), name="followup_by_owner"),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return f"FU-{self.number}"

    @property
    def url(self) -> str:
        return f"/follow-ups/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today

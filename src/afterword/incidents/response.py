"""What a response is made of beside its people: hand-overs, tasks, what was told, who watches."""

from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.incidents.catalog import ChecklistItem, Role
from afterword.incidents.sight import seen_by
from afterword.people.actor import Actor

PERSON = settings.AUTH_USER_MODEL


class HandoverState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Handover(Row):
    """A role offered to a successor, with what they need to know; it changes hands when they accept."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="handovers")
    role = models.ForeignKey(Role, models.PROTECT, related_name="+")
    giver = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    successor = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    summary = models.TextField(_("summary"), blank=True)
    state = models.CharField(max_length=20, choices=HandoverState.choices, default=HandoverState.OFFERED)
    offered_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-offered_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("incident", "role"), condition=Q(state=HandoverState.OFFERED), name="one_open_handover"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} to {self.successor}"


class TaskQuerySet(models.QuerySet["IncidentTask"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose incident the actor may see."""
        return seen_by(actor, self, "incident")

    def open(self) -> Self:
        return self.filter(done_at=None)

    def owned_by(self, person_id: UUID | None) -> Self:
        return self.filter(assignee=person_id) if person_id else self.none()

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def by_due(self) -> Self:
        """The most urgent first; those without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "created_at", "pk")


class IncidentTask(Row):
    """Something to do while the incident lasts, or soon after."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="tasks")
    title = models.CharField(_("task"), max_length=300)
    assignee = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="incident_tasks")
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    checklist_item = models.ForeignKey(ChecklistItem, models.SET_NULL, null=True, related_name="tasks")
    created_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    objects = TaskQuerySet.as_manager()

    if TYPE_CHECKING:
        assignee_id: UUID | None
        checklist_item_id: UUID | None

    class Meta:
        ordering = ("created_at", "pk")
        indexes = (models.Index(fields=("assignee", "done_at", "due_on"), name="task_by_assignee"),)
        constraints = (models.UniqueConstraint(fields=("incident", "checklist_item"), name="checklist_item_once"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def is_overdue(self, today: date) -> bool:
        return not self.is_done and self.due_on is not None and self.due_on < today


class Audience(models.TextChoices):
    INSIDE = "inside", _("Inside")
    OUTSIDE = "outside", _("Outside")


class Channel(models.TextChoices):
    CHAT = "chat", _("Chat")
    EMAIL = "email", _("E-mail")
    STATUS_PAGE = "status_page", _("Status page")
    SUPPORT = "support", _("Support desk")
    CALL = "call", _("Call or meeting")
    SOCIAL = "social", _("Social media")
    OTHER = "other", _("Other")


class Communication(Row):
    """What was told to whom, and when."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="communications")
    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    to_whom = models.CharField(_("to whom"), max_length=200, blank=True)
    people_count = models.PositiveIntegerField(_("how many were told"), null=True, blank=True)
    message = models.TextField(_("message"))
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    told_by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("told_at", "created_at")

    def __str__(self) -> str:
        return Truncator(self.message).chars(80)


class Watcher(Row):
    """Somebody who wants to hear of an incident without working on it."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="watchers")
    user = models.ForeignKey(PERSON, models.CASCADE, related_name="watched")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("since",)
        constraints = (models.UniqueConstraint(fields=("incident", "user"), name="watcher_once"),)

    def __str__(self) -> str:
        return str(self.user)


class GlassBreak(Row):
    """An administrator who opened a private incident to themself, and why."""

    incident = models.ForeignKey("incidents.Incident", models.CASCADE, related_name="glass_breaks")
    user = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    reason = models.TextField()
    broken_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-broken_at",)

    def __str__(self) -> str:
        return f"{self.user} at {self.broken_at:%Y-%m-%d %H:%M}"

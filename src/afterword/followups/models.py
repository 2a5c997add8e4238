"""What is to be different after an incident, who sees to it, and until when."""

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, Self, cast
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.incidents.models import Incident, Tag
from afterword.incidents.sight import HasPart, seen_by
from afterword.people.actor import Actor
from afterword.people.models import Team
from afterword.timeline.registry import Happening, kind_named

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


class Subject(Protocol):
    """What a follow-up is of: an incident, or a report on something that was none."""

    number: int
    title: str
    zone: str

    @property
    def reference(self) -> str: ...

    @property
    def url(self) -> str: ...


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose incident, or whose report, the actor may see."""
        if actor.user is None or actor.is_system or not actor.is_active:
            return seen_by(actor, self, "incident")
        of_incident = Q(incident__is_private=False) | Q(HasPart(actor.user.pk, "incident"))
        return self.filter(of_incident | Q(postmortem__in=reports_seen_by(actor)))

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
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, related_name="followups")
    # The report that it was added to while that covered no incident; it stays the report's own.
    postmortem = models.ForeignKey("postmortems.Postmortem", models.CASCADE, null=True, related_name="followups")
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
        incident_id: UUID | None
        postmortem_id: UUID | None
        owner_id: UUID | None
        owner_team_id: UUID | None

    class Meta:
        ordering = ("-created_at", "-number")
        indexes = (
            models.Index(fields=("-created_at", "-number"), name="followup_newest"),
            models.Index(fields=("state", "due_on", "number"), name="followup_by_due"),
            models.Index(fields=("owner", "state", "due_on"), name="followup_by_owner"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(incident__isnull=False, postmortem=None) | Q(incident=None, postmortem__isnull=False),
                name="followup_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def subject(self) -> Subject:
        return cast(Subject, self.incident or self.postmortem)

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


def reports_seen_by(actor: Actor) -> models.QuerySet[models.Model]:
    """The reports that the actor may see; what they are is known above, where they live."""
    reports: Any = FollowUp.postmortem.field.remote_field.model._default_manager
    return cast("models.QuerySet[models.Model]", reports.visible_to(actor))


class FollowUpEntry(Row):
    """What was done with a follow-up of a report; those of an incident stand on its timeline.

    `number` counts within the follow-up.
    """

    followup = models.ForeignKey(FollowUp, models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    actor_user = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    actor_label = models.CharField(max_length=200)
    occurred_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("followup", "number"), name="followup_entry_number_once"),)

    def __str__(self) -> str:
        return f"{self.kind} #{self.number}"

    @property
    def particulars(self) -> Happening:
        """What was done, as the dataclass that was told."""
        return msgspec.convert(self.data, kind_named(self.kind).type)

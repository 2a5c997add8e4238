"""The incident and what hangs on it. Facts and questions live here; changes live in `actions/`."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.incidents.catalog import (
    OPEN_CATEGORIES,
    Category,
    ChecklistItem,
    Experience,
    IncidentType,
    PostmortemRule,
    Role,
    Severity,
    Status,
    open_statuses,
)
from afterword.incidents.fields import Field, FieldChoice, FieldGroup, FieldKind, FieldValue, RequiredAt, TypeField
from afterword.incidents.impact_facts import BusinessImpact, Impact
from afterword.incidents.link_kinds import LinkKind
from afterword.incidents.milestones import Milestone, MilestoneKind, Phase
from afterword.incidents.response import (
    Audience,
    Channel,
    Communication,
    GlassBreak,
    Handover,
    HandoverState,
    IncidentTask,
    Watcher,
)
from afterword.incidents.saved_views import SavedView
from afterword.incidents.service_catalog import Objective, ObjectiveKind, Service, ServiceLink, Tier
from afterword.incidents.sight import seen_by
from afterword.incidents.tags import Tag
from afterword.people.actor import Actor
from afterword.people.models import Team

__all__ = [
    "TITLE_LENGTH",
    "Audience",
    "BusinessImpact",
    "Category",
    "Channel",
    "ChecklistItem",
    "Communication",
    "Experience",
    "Field",
    "FieldChoice",
    "FieldGroup",
    "FieldKind",
    "FieldValue",
    "GlassBreak",
    "Handover",
    "HandoverState",
    "Impact",
    "Incident",
    "IncidentLink",
    "IncidentMember",
    "IncidentRelation",
    "IncidentTask",
    "IncidentType",
    "LinkKind",
    "Milestone",
    "MilestoneKind",
    "Objective",
    "ObjectiveKind",
    "Outcome",
    "Phase",
    "PostmortemRule",
    "RequiredAt",
    "Responder",
    "Role",
    "SavedView",
    "Service",
    "ServiceLink",
    "Severity",
    "Status",
    "StatusChange",
    "Tag",
    "Tier",
    "TypeField",
    "Watcher",
]

TITLE_LENGTH = 256
PERSON = settings.AUTH_USER_MODEL


class Outcome(models.TextChoices):
    """How an incident ended."""

    RESOLVED = "resolved", _("Resolved")
    FALSE_ALARM = "false_alarm", _("False alarm")
    CANCELLED = "cancelled", _("Cancelled")
    DUPLICATE = "duplicate", _("Duplicate of another incident")
    MERGED = "merged", _("Merged into another incident")


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, actor: Actor) -> Self:
        """Open ones for everyone signed in; private ones for those on them. Administrators are no exception."""
        return seen_by(actor, self)

    def open(self) -> Self:
        return self.filter(status__in=open_statuses())  # not joined: so the index by status serves it


class Incident(Row):
    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    type = models.ForeignKey(IncidentType, models.PROTECT, related_name="incidents")
    summary = models.TextField(_("summary"), blank=True)
    root_cause = models.TextField(_("root cause and contributing factors"), blank=True)
    severity = models.ForeignKey(Severity, models.PROTECT, related_name="incidents")
    highest_severity = models.ForeignKey(Severity, models.PROTECT, related_name="+")
    status = models.ForeignKey(Status, models.PROTECT, related_name="incidents")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="duplicates")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    split_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="split_off")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="children")
    no_postmortem_because = models.TextField(blank=True)
    commander = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    declared_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    services = models.ManyToManyField(Service, related_name="incidents", blank=True)
    teams = models.ManyToManyField(Team, related_name="incidents", blank=True)
    tags = models.ManyToManyField(Tag, related_name="incidents", blank=True)
    is_private = models.BooleanField(default=False)
    is_test = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    zone = models.CharField(max_length=64, default="UTC")
    # Where an import had it from; null, not "", so that many may have none.
    source_key = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001

    started_at = models.DateTimeField()
    start_is_estimated = models.BooleanField(default=True)
    detected_at = models.DateTimeField(null=True)
    declared_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    mitigated_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)

    update_message = models.TextField(blank=True)  # the newest posted update, shown as the current state
    update_posted_at = models.DateTimeField(null=True)
    update_posted_by = models.CharField(max_length=200, blank=True)
    update_due_at = models.DateTimeField(null=True)

    timeline_head = models.PositiveIntegerField(default=0)
    access_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    objects = IncidentQuerySet.as_manager()

    if TYPE_CHECKING:
        type_id: UUID
        severity_id: UUID
        status_id: UUID
        commander_id: UUID | None

    class Meta:
        ordering = ("-declared_at", "-number")
        indexes = (
            models.Index(fields=("-declared_at", "-number"), name="incident_newest"),
            models.Index(fields=("status", "-declared_at", "-number"), name="incident_by_status"),
            models.Index(fields=("severity", "-declared_at", "-number"), name="incident_by_severity"),
            models.Index(fields=("commander", "-declared_at", "-number"), name="incident_by_commander"),
            models.Index(fields=("-updated_at", "-number"), name="incident_by_update"),
            models.Index(fields=("-resolved_at", "-number"), name="incident_by_resolution"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(resolved_at=None) | Q(resolved_at__gte=models.F("started_at")),
                name="incident_resolved_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return f"INC-{self.number}"

    @property
    def url(self) -> str:
        return f"/incidents/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.status.category in OPEN_CATEGORIES

    def has_responder(self, actor: Actor) -> bool:
        """Whether the actor holds any role on this incident now."""
        if actor.user is None:
            return False
        if actor.user_id in (self.commander_id, self.declared_by_id):
            return True
        return any(each.user_id == actor.user_id and each.left_at is None for each in self.responders.all())


class IncidentRelation(Row):
    """Two incidents that have to do with each other; kept once, from the one declared first."""

    earlier = models.ForeignKey(Incident, models.CASCADE, related_name="related_later")
    later = models.ForeignKey(Incident, models.CASCADE, related_name="related_earlier")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("created_at",)
        constraints = (models.UniqueConstraint(fields=("earlier", "later"), name="relation_once"),)

    def __str__(self) -> str:
        return f"{self.earlier_id} and {self.later_id}"


class StatusChange(Row):
    """When the incident was in which status; going back is another row."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="status_changes")
    status = models.ForeignKey(Status, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)
    actor_label = models.CharField(max_length=200)

    class Meta:
        ordering = ("changed_at", "recorded_at")

    def __str__(self) -> str:
        return f"{self.status} since {self.changed_at:%Y-%m-%d %H:%M}"


class Responder(Row):
    """A person in a role on this incident, and when they came and left."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="responders")
    user = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("joined_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("incident", "user", "role"), condition=Q(left_at=None), name="responder_role_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"


class IncidentMember(Row):
    """A person or a team that may see this private incident."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="members")
    user = models.ForeignKey(PERSON, models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("incident", "user"), name="member_user_once"),
            models.UniqueConstraint(fields=("incident", "team"), name="member_team_once"),
            models.CheckConstraint(
                condition=Q(user=None, team__isnull=False) | Q(user__isnull=False, team=None), name="member_is_one"
            ),
        )

    def __str__(self) -> str:
        return str(self.user or self.team)


class IncidentLink(Row):
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=20, choices=LinkKind.choices, default=LinkKind.DOCUMENT)
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=2000)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("added_at",)

    def __str__(self) -> str:
        return self.title

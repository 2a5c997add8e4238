"""The report on what happened, and which incidents it covers."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.documents.models import Document, Revision
from afterword.incidents.models import TITLE_LENGTH, Incident
from afterword.incidents.sight import HasPart
from afterword.people.actor import Actor
from afterword.people.models import Team
from afterword.postmortems.adjustments import MetricAdjustment
from afterword.postmortems.comments import Comment, CommentNotice, CommentThread
from afterword.postmortems.own_templates import OwnTemplate, ReportKind
from afterword.postmortems.review import Approval, ApprovalRole, Reviewer, ReviewPolicy, State, StateChange
from afterword.postmortems.section_requests import SectionRequest

__all__ = [
    "Approval",
    "ApprovalRole",
    "Comment",
    "CommentNotice",
    "CommentThread",
    "Coverage",
    "MetricAdjustment",
    "OwnTemplate",
    "Postmortem",
    "ReportKind",
    "ReviewPolicy",
    "Reviewer",
    "SectionRequest",
    "State",
    "StateChange",
    "TimelineChoice",
]


class TimelineChoice(models.TextChoices):
    """Which entries of the timeline the report tells."""

    IMPORTANT = "important", _("Only what is marked important")
    ALL = "all", _("Everything")


class PostmortemQuerySet(models.QuerySet["Postmortem"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose every incident the actor may see."""
        if actor.is_system:
            return self
        if actor.user is None or not actor.is_active:
            return self.none()
        private = Coverage.objects.filter(postmortem=OuterRef("pk"), incident__is_private=True)
        hidden = private.exclude(HasPart(actor.user.pk, "incident"))
        return self.filter(~Exists(hidden))


class Postmortem(Row):
    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    kind = models.CharField(max_length=20, choices=ReportKind.choices, default=ReportKind.POSTMORTEM)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    document = models.OneToOneField(Document, models.PROTECT, related_name="postmortem")
    incidents = models.ManyToManyField(Incident, through="Coverage", related_name="postmortems")
    template = models.CharField(max_length=60)
    sections = models.JSONField(default=list)  # the template's section ids that were chosen; empty: all of them
    language = models.CharField(max_length=10, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    timeline_choice = models.CharField(max_length=20, choices=TimelineChoice.choices, default=TimelineChoice.IMPORTANT)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="postmortems")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="postmortems")
    review_on = models.DateField(null=True)
    follow_up_on = models.DateField(null=True)
    published_revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)  # the last time
    comment_head = models.PositiveBigIntegerField(default=0)  # rises with whatever is done to comments
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    objects = PostmortemQuerySet.as_manager()

    if TYPE_CHECKING:
        document_id: UUID
        owner_id: UUID | None
        started_by_id: UUID | None
        team_id: UUID | None
        published_revision_id: UUID | None

    class Meta:
        ordering = ("-created_at", "-number")
        indexes = (
            models.Index(fields=("state", "-created_at", "-number"), name="postmortem_by_state"),
            models.Index(fields=("owner", "-created_at", "-number"), name="postmortem_by_owner"),
            models.Index(fields=("-created_at", "-number"), name="postmortem_newest"),
            models.Index(fields=("-updated_at", "-number"), name="postmortem_by_update"),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return f"PM-{self.number}"

    @property
    def url(self) -> str:
        return f"/postmortems/{self.number}"


class Coverage(Row):
    """One incident of a report; an incident has at most one report."""

    postmortem = models.ForeignKey(Postmortem, models.CASCADE, related_name="coverage")
    incident = models.OneToOneField(Incident, models.CASCADE, related_name="coverage")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.postmortem_id} covers {self.incident_id}"

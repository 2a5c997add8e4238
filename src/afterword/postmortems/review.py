"""How a report comes to be trusted: who is asked, who approved which revision, and when it changed state."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.documents.models import Revision

PERSON = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


class ApprovalRole(models.TextChoices):
    """In whose name somebody approves."""

    AUTHOR = "author", _("Author")
    TECHNICAL = "technical", _("Technical reviewer")
    MANAGER = "manager", _("Manager")
    ON_CALL = "on_call", _("On-call lead")


class Reviewer(Row):
    """Somebody who was asked to read the report, and as what."""

    postmortem = models.ForeignKey("postmortems.Postmortem", models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(PERSON, models.CASCADE, related_name="reviews")
    role = models.CharField(_("as"), max_length=20, choices=ApprovalRole.choices, default=ApprovalRole.TECHNICAL)
    asked_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    message = models.TextField(_("message"), blank=True)

    if TYPE_CHECKING:
        user_id: UUID

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (models.UniqueConstraint(fields=("postmortem", "user", "role"), name="reviewer_role_once"),)

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"


class Approval(Row):
    """Somebody's yes to one revision. One that was taken back stays, with the time."""

    postmortem = models.ForeignKey("postmortems.Postmortem", models.CASCADE, related_name="approvals")
    role = models.CharField(_("as"), max_length=20, choices=ApprovalRole.choices)
    user = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    label = models.CharField(max_length=200)  # their name at that time
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    comment = models.TextField(_("comment"), blank=True)
    approved_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        user_id: UUID | None
        revision_id: UUID

    class Meta:
        ordering = ("approved_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("postmortem", "role", "user"), condition=Q(withdrawn_at=None), name="approval_role_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} as {self.role}"


class StateChange(Row):
    """When the report was in which state; going back is another row."""

    postmortem = models.ForeignKey("postmortems.Postmortem", models.CASCADE, related_name="state_changes")
    before = models.CharField(max_length=20, choices=State.choices)
    after = models.CharField(max_length=20, choices=State.choices)
    reason = models.TextField(blank=True)
    actor_user = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    actor_label = models.CharField(max_length=200)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("changed_at", "pk")

    def __str__(self) -> str:
        return f"{self.after} since {self.changed_at:%Y-%m-%d %H:%M}"


class ReviewPolicy(Row):
    """What a report needs before it is published; one row for the installation."""

    may_publish_from_draft = models.BooleanField(_("a draft may be published without approval"), default=True)
    required_roles = models.JSONField(default=list)  # of ApprovalRole; all of them have to approve
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return "review policy"

"""Remarks on a report. They are rows beside the text, so they never change it and outlive the words they are about."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from afterword.core import clock
from afterword.core.rows import Row
from afterword.people.actor import Actor

PERSON = settings.AUTH_USER_MODEL
QUOTE_LENGTH = 500
PLACE_LENGTH = 400  # base64 of a Yjs relative position; those of our documents have about 20 characters


class ThreadQuerySet(models.QuerySet["CommentThread"]):
    def open(self) -> Self:
        return self.filter(resolved_at=None)

    def resolved(self) -> Self:
        return self.exclude(resolved_at=None)

    def concerning(self, actor: Actor) -> Self:
        """Those that the actor began or answered, or was named in."""
        own = Comment.objects.filter(thread=OuterRef("pk"), author=actor.user)
        told = CommentNotice.objects.filter(comment__thread=OuterRef("pk"), user=actor.user)
        return self.filter(Exists(own) | Exists(told))

    def with_comments(self) -> Self:
        comments = Comment.objects.select_related("author").prefetch_related("notices__user")
        return self.select_related("resolved_by").prefetch_related(models.Prefetch("comments", comments))


class CommentThread(Row):
    """A remark and its answers, about words of the text, about a section, or about the report as a whole."""

    postmortem = models.ForeignKey("postmortems.Postmortem", models.CASCADE, related_name="threads")
    number = models.PositiveIntegerField()  # rises within the report
    section = models.CharField(max_length=200, blank=True)  # the id of the heading it stands under
    quote = models.CharField(max_length=QUOTE_LENGTH, blank=True)  # the words as they were
    start = models.CharField(max_length=PLACE_LENGTH, blank=True)  # where they stand: Yjs relative positions, base64
    end = models.CharField(max_length=PLACE_LENGTH, blank=True)
    started_at = models.DateTimeField(default=clock.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    objects = ThreadQuerySet.as_manager()

    if TYPE_CHECKING:
        postmortem_id: UUID

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("postmortem", "number"), name="thread_number_once"),)

    def __str__(self) -> str:
        return f"comment {self.number}"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None


class Comment(Row):
    """One thing that somebody said. What was taken back leaves its place, without the words."""

    thread = models.ForeignKey(CommentThread, models.CASCADE, related_name="comments")
    text = models.TextField(blank=True)
    author = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    label = models.CharField(max_length=200)  # the author's name at that time
    said_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        thread_id: UUID
        author_id: UUID | None

    class Meta:
        ordering = ("said_at", "pk")

    def __str__(self) -> str:
        return f"{self.label}: {self.text[:40]}"

    @property
    def named(self) -> list[str]:
        """The names in its text that told somebody."""
        return [each.user.name for each in self.notices.all() if each.is_named]


class NoticeQuerySet(models.QuerySet["CommentNotice"]):
    def waiting_for(self, actor: Actor) -> Self:
        """What the actor was told of, has neither answered nor put away, in threads that are open."""
        answered = Comment.objects.filter(thread=OuterRef("comment__thread"), author=actor.user)
        answered = answered.filter(said_at__gt=OuterRef("comment__said_at"))
        found = self.filter(user=actor.user, put_away_at=None, comment__removed_at=None)
        return found.filter(comment__thread__resolved_at=None).exclude(Exists(answered))


class CommentNotice(Row):
    """That somebody is to read a comment: because it names them, or because they spoke in its thread before."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="notices")
    user = models.ForeignKey(PERSON, models.CASCADE, related_name="comment_notices")
    is_named = models.BooleanField(default=False)
    put_away_at = models.DateTimeField(null=True)
    objects = NoticeQuerySet.as_manager()

    if TYPE_CHECKING:
        comment_id: UUID
        user_id: UUID

    class Meta:
        ordering = ("-comment__said_at",)
        constraints = (models.UniqueConstraint(fields=("comment", "user"), name="comment_notice_once"),)
        indexes = (models.Index(F("user"), condition=Q(put_away_at=None), name="comment_notice_waiting"),)

    def __str__(self) -> str:
        return f"{self.user} on {self.comment_id}"

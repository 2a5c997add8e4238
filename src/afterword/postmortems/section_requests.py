"""A section that somebody was asked to write, perhaps by a day."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.people.actor import Actor

PERSON = settings.AUTH_USER_MODEL


class SectionRequestQuerySet(models.QuerySet["SectionRequest"]):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def waiting_for(self, actor: Actor) -> Self:
        return self.open().filter(person=actor.user)


class SectionRequest(Row):
    postmortem = models.ForeignKey("postmortems.Postmortem", models.CASCADE, related_name="section_requests")
    section = models.CharField(max_length=200)  # the id of its heading
    title = models.CharField(max_length=256)  # what the heading said then
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="section_requests", verbose_name=_("person"))
    due_on = models.DateField(_("due"), null=True)
    message = models.TextField(_("message"), blank=True)
    asked_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    objects = SectionRequestQuerySet.as_manager()

    if TYPE_CHECKING:
        postmortem_id: UUID
        person_id: UUID
        asked_by_id: UUID | None

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("postmortem", "section", "person"), condition=Q(done_at=None), name="section_asked_once"
            ),
        )
        indexes = (models.Index(F("person"), F("due_on"), condition=Q(done_at=None), name="section_request_waiting"),)

    def __str__(self) -> str:
        return f"{self.title} by {self.person}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

"""What the API itself has to remember."""

from datetime import timedelta
from typing import Self
from uuid import UUID

from django.db import models

from afterword.core import clock
from afterword.core.rows import Row
from afterword.incidents.models import Incident
from afterword.people.actor import Actor

KEPT = timedelta(hours=24)


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def of(self, actor: Actor, key: str) -> Self:
        return self.filter(holder=IdempotencyKey.holder_of(actor), key=key)

    def fresh(self) -> Self:
        return self.filter(created_at__gt=clock.now() - KEPT)

    def outlived(self) -> Self:
        return self.filter(created_at__lte=clock.now() - KEPT)


class IdempotencyKey(Row):
    """A key that a client chose for one declaration, and what came of it."""

    holder = models.UUIDField()  # the token, or the person where a browser's session asked
    key = models.CharField(max_length=255)
    body_digest = models.CharField(max_length=64)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now, db_index=True)
    objects = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("holder", "key"), name="idempotency_key_once"),)

    def __str__(self) -> str:
        return self.key

    @staticmethod
    def holder_of(actor: Actor) -> UUID:
        holder = actor.token or actor.user
        assert holder, "the API lets nobody else in"
        return holder.pk

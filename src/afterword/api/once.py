"""Declaring once: a client that heard no answer may ask again with the same key and gets the same incident."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from afterword.api.models import KEPT, IdempotencyKey
from afterword.core import clock
from afterword.core.errors import Conflict
from afterword.incidents.models import Incident
from afterword.people.actor import Actor


@dataclass(frozen=True)
class Once:
    incident: Incident
    is_new: bool


def declare_once(actor: Actor, key: str, body: bytes, declare: Callable[[], Incident]) -> Once:
    """The incident of this key, made now or up to 24 hours ago. Conflict when the key came with another body."""
    digest = hashlib.sha256(body).hexdigest()
    known = _known(actor, key, digest)
    if known:
        return known
    try:
        with transaction.atomic():
            incident = declare()
            _keep(actor, key, digest, incident)
    except IntegrityError:
        # The same request arrived twice at once: ours is undone, the other's holds.
        known = _known(actor, key, digest)
        if known is None:
            raise
        return known
    return Once(incident, is_new=True)


def _known(actor: Actor, key: str, digest: str) -> Once | None:
    kept = IdempotencyKey.objects.of(actor, key).fresh().select_related("incident").first()
    if kept is None:
        return None
    if kept.body_digest != digest:
        raise Conflict(_("This Idempotency-Key was used for another request before."), code="key_used_before")
    return Once(kept.incident, is_new=False)


def _keep(actor: Actor, key: str, digest: str, incident: Incident) -> None:
    now = clock.now()
    IdempotencyKey.objects.of(actor, key).filter(created_at__lte=now - KEPT).delete()
    IdempotencyKey.objects.create(
        holder=IdempotencyKey.holder_of(actor), key=key, body_digest=digest, incident=incident, created_at=now
    )

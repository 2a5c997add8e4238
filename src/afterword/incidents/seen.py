"""Who saw a private incident: one entry in the audit trail for each person, incident and hour."""

import logging
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import DatabaseError, IntegrityError, transaction

from afterword.access.audit import audit
from afterword.access.models import AuditEntry
from afterword.core import clock
from afterword.incidents.models import Incident
from afterword.people.actor import Actor

log = logging.getLogger(__name__)


def note_seen(actor: Actor, incident: Incident) -> None:
    """Remember that the actor looked. One statement when it is known already; what fails here stops no reading."""
    if not incident.is_private or actor.user_id is None:
        return
    key = _key(actor.user_id, incident)
    try:
        if AuditEntry.objects.filter(pk=key).exists():
            return
        with transaction.atomic():
            audit(actor, "incident.seen", incident, called=incident.reference, key=key)
    except IntegrityError:
        return  # two pages of the same person at once: the other one said it
    except DatabaseError:
        log.exception("could not note that incident %s was seen", incident.pk)


def _key(user_id: UUID, incident: Incident) -> UUID:
    """The same for the same person, incident and hour, so that the database keeps it single."""
    return uuid5(NAMESPACE_URL, f"afterword:seen/{incident.pk}/{user_id}/{clock.now():%Y-%m-%dT%H}")

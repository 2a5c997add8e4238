"""Taking a row out of what is offered, and back. Incidents that have it keep it."""

from django.db import transaction

from afterword.access.audit import audit
from afterword.core import clock
from afterword.core.errors import Conflict
from afterword.incidents.actions.catalog.hold import hold
from afterword.incidents.nouns.noun import ListedT
from afterword.people.actor import Actor


@transaction.atomic
def retire(actor: Actor, row: ListedT) -> ListedT:
    """Offer it no longer; Conflict when the list can't do without it."""
    noun, row, peers = hold(actor, row)
    if row.retired_at:
        return row
    if reason := noun.kept_because(row, peers):
        raise Conflict(reason, code="needed")
    row.retired_at = clock.now()
    row.save(update_fields=["retired_at"])
    audit(actor, "catalog.retired", row, noun=noun.key)
    return row


@transaction.atomic
def revive(actor: Actor, row: ListedT) -> ListedT:
    """Offer it again, where it stood."""
    noun, row, peers = hold(actor, row)
    if row.retired_at is None:
        return row
    row.retired_at = None
    noun.check(row, peers)
    row.save(update_fields=["retired_at"])
    audit(actor, "catalog.revived", row, noun=noun.key)
    return row

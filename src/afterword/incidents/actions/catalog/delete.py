from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.core.errors import Conflict
from afterword.incidents.actions.catalog.hold import hold
from afterword.incidents.nouns.noun import ListedT
from afterword.people.actor import Actor


@transaction.atomic
def delete(actor: Actor, row: ListedT) -> None:
    """Take away what nothing ever used; Conflict for everything else, which is retired instead."""
    noun, row, peers = hold(actor, row)
    if reason := noun.kept_because(row, peers) or noun.undeletable_because(row):
        raise Conflict(reason, code="needed")
    key = row.pk
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        words = _("“%(name)s” stands on incidents, so it can't be deleted. Retire it: it is offered no longer.")
        raise Conflict(words % {"name": row.label}, code="in_use") from None
    row.pk = key
    audit(actor, "catalog.deleted", row, noun=noun.key)

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.core.errors import Conflict
from afterword.incidents.actions.catalog.hold import hold
from afterword.incidents.models import IncidentType
from afterword.people.actor import Actor


@transaction.atomic
def make_default(actor: Actor, kind: IncidentType) -> IncidentType:
    """Take this type when nobody chooses one; there is always exactly one such type."""
    noun, kind, peers = hold(actor, kind)
    if kind.is_default:
        return kind
    if kind.retired_at:
        raise Conflict(_("A retired type can't be the default. Revive it first."), code="retired")
    for each in peers:
        if each.is_default:
            each.is_default = False
            each.save(update_fields=["is_default"])
    kind.is_default = True
    kind.save(update_fields=["is_default"])
    audit(actor, "catalog.made_default", kind, noun=noun.key)
    return kind

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.core.errors import Conflict
from afterword.incidents.actions.catalog.hold import arrange, hold
from afterword.incidents.nouns.noun import ListedT, live
from afterword.people.actor import Actor


@transaction.atomic
def move(actor: Actor, row: ListedT, *, above: ListedT | None = None, below: ListedT | None = None) -> ListedT:
    """Put it past its neighbour: directly above or below the one that stood beside it.

    Raises Conflict when the two are no longer neighbours; nothing happens when it is there already.
    """
    noun, row, peers = hold(actor, row)
    everyone = noun.arranged(sorted([row, *peers], key=lambda each: (each.position, each.name)))
    line = live(noun.line(row, everyone))
    other = next((each for each in line if each in (above, below)), None)
    if other is None or row not in line:
        raise _stale()
    at, there = line.index(row), line.index(other)
    if at == (there - 1 if above else there + 1):
        return row
    if at != (there + 1 if above else there - 1):
        raise _stale()
    everyone.remove(row)
    everyone.insert(everyone.index(other) + (0 if above else 1), row)
    arrange(noun, everyone)
    audit(actor, "catalog.moved", row, noun=noun.key, above=str(above or ""), below=str(below or ""))
    return row


def _stale() -> Conflict:
    return Conflict(
        _("The order was changed meanwhile. Look where it stands now, and try again."), code="order_changed"
    )

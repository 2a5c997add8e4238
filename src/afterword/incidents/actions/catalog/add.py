from django.db import transaction

from afterword.access.audit import audit
from afterword.incidents.actions.catalog.hold import arrange, clean_name, hold_list, store
from afterword.incidents.nouns.noun import ListedT
from afterword.people.actor import Actor


@transaction.atomic
def add(actor: Actor, row: ListedT) -> ListedT:
    """Offer one more to choose from, last in its list. `row` is new and not stored yet."""
    noun, peers = hold_list(actor, row)
    row.name = clean_name(row, peers)
    noun.check(row, peers)
    row.position = len(peers)
    store(row)
    arrange(noun, [*peers, row])
    audit(actor, "catalog.added", row, noun=noun.key)
    return row

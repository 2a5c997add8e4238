from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.core.errors import Conflict
from afterword.core.marks import mark_of
from afterword.incidents.actions.catalog.hold import arrange, clean_name, hold, store
from afterword.incidents.nouns.noun import ListedT
from afterword.people.actor import Actor


@transaction.atomic
def change(actor: Actor, row: ListedT, wish: Mapping[str, object], *, seen: str = "") -> ListedT:
    """Give it another name or other facts. Timelines keep the name that it had then.

    Raises Conflict when it is no longer as the writer saw it (`seen`, of `mark_of`).
    """
    noun, row, peers = hold(actor, row)
    before = noun.facts(row)
    for name in before.keys() & wish.keys():
        setattr(row, name, wish[name])
    row.name = clean_name(row, peers)
    noun.check(row, peers)
    after = noun.facts(row)
    changed = {name: [str(before[name]), str(after[name])] for name in before if before[name] != after[name]}
    if not changed:
        return row
    if seen and seen != mark_of(before):
        words = _("Somebody else changed this while you were writing. Save again to put yours in its place.")
        raise Conflict(words, code="changed_meanwhile")
    store(row)
    arrange(noun, sorted([*peers, row], key=lambda each: each.position))
    if "name" in changed:
        audit(actor, "catalog.renamed", row, noun=noun.key, before=str(before["name"]), changed=changed)
    else:
        audit(actor, "catalog.changed", row, noun=noun.key, changed=changed)
    return row

"""What every verb of the catalog does first and last."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.catalog import NAME_LENGTH
from afterword.incidents.nouns.noun import ListedT, Noun, noun_of
from afterword.incidents.validation import clean_text
from afterword.people.actor import Actor


def hold_list(actor: Actor, row: ListedT) -> tuple[Noun[ListedT], list[ListedT]]:
    """The row's noun and every row of its list in order, locked: two administrators change a list one after the other.

    Whoever only chooses one of them is not held up (`no_key`).
    """
    require(actor, Verb.SETTINGS_MANAGE)
    noun = noun_of(row)
    return noun, list(noun.rows(row).select_for_update(no_key=True))


def hold(actor: Actor, row: ListedT) -> tuple[Noun[ListedT], ListedT, list[ListedT]]:
    """The row's noun, the row as it is now, and the others of its list; NotFound when it is gone."""
    noun, everyone = hold_list(actor, row)
    found = next((each for each in everyone if each.pk == row.pk), None)
    if found is None:
        raise NotFound(_("This was deleted by somebody else. Nothing was changed."))
    return noun, found, [each for each in everyone if each.pk != row.pk]


def clean_name(row: ListedT, peers: Sequence[ListedT]) -> str:
    """Its name as it is stored; Invalid when it is missing, too long, or another one's in any case."""
    name = " ".join(clean_text(row.name).split())
    if not name:
        raise Invalid({"name": _("Give it a name.")})
    if len(name) > NAME_LENGTH:
        raise Invalid({"name": _("Use at most %(most)s characters.") % {"most": NAME_LENGTH}})
    for each in peers:
        if name.casefold() in (each.name.casefold(), each.label.casefold()):
            raise _taken(each)
    return name


def store(row: ListedT) -> None:
    """Save it; Invalid when somebody else took the name in a list that was empty, so that nothing could be locked."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise _taken(row) from None


def arrange(noun: Noun[ListedT], everyone: Sequence[ListedT]) -> None:
    """Count the positions anew."""
    for position, each in enumerate(noun.arranged(everyone)):
        if each.position != position:
            each.position = position
            each.save(update_fields=["position"])


def _taken(by: ListedT) -> Invalid:
    if by.retired_at:
        words = _("“%(name)s” is retired and keeps its name. Revive it, or choose another name.")
    else:
        words = _("There is “%(name)s” already. Choose another name.")
    return Invalid({"name": words % {"name": by.label}})

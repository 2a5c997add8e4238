"""Whom a text names: `@` and a name, or `@` and a mail address, as people type it."""

import re
from collections.abc import Iterable

from django.db.models import Q

from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.postmortems.models import Postmortem

MOST_NAMED = 20  # in one text
LONGEST_NAME = 200
_SIGN = re.compile(r"(?<![\w.])@(?=\S)")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]*\w")


def named_in(text: str) -> list[User]:
    """People with an account, in the order of the text; of two names that fit, the longer one."""
    signs = list(_SIGN.finditer(text))[:MOST_NAMED]
    pieces = [text[each.end() : each.end() + LONGEST_NAME] for each in signs]
    if not pieces:
        return []
    wanted = Q()
    for piece in pieces:
        wanted |= Q(name__istartswith=piece[:2])
        if mail := _MAIL.match(piece):
            wanted |= Q(email__iexact=mail[0])
    people = sorted(User.objects.active().filter(wanted)[:2000], key=lambda each: -len(each.name))
    found = (_named_by(piece, people) for piece in pieces)
    return list(dict.fromkeys(each for each in found if each))


def readers_among(postmortem: Postmortem, people: Iterable[User]) -> list[User]:
    """Without those who don't see every incident of the report."""
    people = [each for each in people if each.is_active]
    if not people or not postmortem.incidents.filter(is_private=True).exists():
        return people
    own = Postmortem.objects.filter(pk=postmortem.pk)
    return [each for each in people if own.visible_to(Actor.person(each)).exists()]


def _named_by(piece: str, people: list[User]) -> User | None:
    mail = _MAIL.match(piece)
    for each in people:
        if _begins_with(piece, each.name) or (mail and mail[0].lower() == each.email.lower()):
            return each
    return None


def _begins_with(piece: str, name: str) -> bool:
    """A longer word that begins like the name is another name; Chinese goes on without a space."""
    if not piece.lower().startswith(name.lower()):
        return False
    after = piece[len(name) : len(name) + 1]
    return not (after.isascii() and after.isalnum())

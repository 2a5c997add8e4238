"""Templates that take in others: “<!-- include: key -->” on a line of its own stands for the text of that template."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid

Find = Callable[[str], str | None]  # the text of the template with this key, without the facts in front
LENGTH_LIMIT = 400_000  # characters of all together

_INCLUDE = re.compile(r"^[ \t]*<!--\s*include:\s*([A-Za-z0-9-]+)\s*-->[ \t]*$", re.MULTILINE)


def included_keys(body: str) -> list[str]:
    return list(dict.fromkeys(_INCLUDE.findall(body)))


def with_includes(body: str, key: str, find: Find, *, is_strict: bool = False) -> str:
    """The text with those of others in it, at any depth.

    Strictly, Invalid names what is not there and who includes itself; else a question to the writer stands there.
    """
    made = _taken_in(body, (key,), find, is_strict=is_strict)
    if len(made) > LENGTH_LIMIT:
        words = _("With all that it includes the template has more than %(limit)s characters.")
        raise Invalid({"text": words % {"limit": LENGTH_LIMIT}})
    return made


def _taken_in(body: str, chain: tuple[str, ...], find: Find, *, is_strict: bool) -> str:
    parts, at = list[str](), 0
    for found in _INCLUDE.finditer(body):
        parts += [body[at : found.start()], _one(found[1], chain, find, is_strict=is_strict)]
        at = found.end()
        if sum(map(len, parts)) > LENGTH_LIMIT:
            break
    return "".join([*parts, body[at:]])


def _one(key: str, chain: tuple[str, ...], find: Find, *, is_strict: bool) -> str:
    inside = find(key)
    if key in chain or inside is None:
        if not is_strict:
            return f"<!-- guide: {_('A template “%(key)s” was to stand here, and it is gone.') % {'key': key}} -->"
        if key in chain:
            words = _("A template can't include itself: %(chain)s.")
            raise Invalid({"text": words % {"chain": " → ".join((*chain, key))}})
        raise Invalid({"text": _("It includes “%(key)s”, and there is no such template.") % {"key": key[:60]}})
    return _taken_in(inside.strip("\n"), (*chain, key), find, is_strict=is_strict)

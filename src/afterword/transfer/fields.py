"""Reading one field of a row. JSON has types, CSV only text; what doesn't fit is Invalid and names the field."""

import json

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.core.rows import JSON
from afterword.incidents.validation import clean_text

_YES, _NO = ("1", "true", "yes", "y"), ("", "0", "false", "no", "n")


def text(raw: JSON, name: str) -> str:
    """Text without what no database wants; a number counts as its digits, nothing as nothing."""
    value = raw.get(name)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Invalid({name: _("This has to be text.")})
    return clean_text(value)


def names(raw: JSON, name: str) -> tuple[str, ...]:
    """A list of names; in CSV they stand in one cell with semicolons between them. The same one twice is one."""
    value = raw.get(name) or []
    found = value.split(";") if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise Invalid({name: _("This has to be a list of names.")})
    cleaned = (" ".join(clean_text(each).split()) for each in found)
    return tuple(dict.fromkeys(each for each in cleaned if each))


def flag(raw: JSON, name: str, *, otherwise: bool = False) -> bool:
    """Yes or no; `otherwise` when the row doesn't say."""
    value = raw.get(name)
    if value is None:
        return otherwise
    said = str(value).strip().lower()
    if said not in _YES + _NO:
        raise Invalid({name: _("This has to be true or false.")})
    return said in _YES


def records(raw: JSON, name: str) -> list[JSON]:
    """A list of objects; in CSV its cell holds them as JSON."""
    value = raw.get(name) or []
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError) as error:
        raise Invalid({name: _("Not JSON: %(why)s") % {"why": error}}) from error
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Invalid({name: _("This has to be a list of objects.")})
    return found

"""What the schema checks found, in words, by the name of the field."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Complaint = Mapping[str, Any]
BODY = "body"

# By the checker's own name of the problem; %(...)s come from what it says about it.
WORDS: dict[str, str | Promise] = {
    "missing": _("This is required."),
    "extra_forbidden": _("There is no such field."),
    "string_type": _("This has to be text."),
    "string_too_long": _("At most %(max_length)s characters fit."),
    "string_too_short": _("This can't be empty."),
    "bool_type": _("This has to be true or false."),
    "int_type": _("This has to be a whole number."),
    "int_parsing": _("This has to be a whole number."),
    "list_type": _("This has to be a list."),
    "too_long": _("At most %(max_length)s values fit."),
    "too_short": _("At least %(min_length)s is needed."),
    "literal_error": _("This has to be one of: %(expected)s."),
    "greater_than_equal": _("This has to be at least %(ge)s."),
    "less_than_equal": _("This can be at most %(le)s."),
    "value_error": "%(error)s",
    "model_type": _("Send a JSON object."),
    "model_attributes_type": _("Send a JSON object."),
}


def complaints(found: Iterable[Complaint]) -> dict[str, str]:
    """The first complaint about each field, such as {"impact.started_at": "This is required."}."""
    words: dict[str, str] = {}
    for complaint in found:
        words.setdefault(_field(complaint["loc"]), _worded(complaint))
    return words


def _field(place: tuple[str | int, ...]) -> str:
    """A place is (source, argument, field, ...) for a body, which has one argument, and (source, name) otherwise."""
    source, *names = place
    if source == BODY:
        names = names[1:]
    return ".".join(map(str, names)) or BODY


def _worded(complaint: Complaint) -> str:
    known = WORDS.get(complaint["type"])
    return str(known) % complaint.get("ctx", {}) if known else str(complaint["msg"])

"""What people call a time zone, and the one that is meant."""

import re
from functools import cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.people.zones import zone_names
from afterword_text.zone_letters import LETTERS

_OFFSET = re.compile(r"(?:GMT|UTC)([+-])0?(\d{1,2})(?::?00)?", re.IGNORECASE)


def zone_called(name: str) -> ZoneInfo:
    """The zone that a file calls by an IANA name, a city, letters or UTC+2; UTC when it says nothing.

    Invalid for what is none.
    """
    found = _found(name.strip())
    if found is None:
        raise Invalid({"timezone": _("“%(zone)s” is not a time zone that is known here.") % {"zone": name}})
    return ZoneInfo(found)


def is_zone(name: str) -> bool:
    return _found(name) is not None


def _found(name: str) -> str | None:
    if not name:
        return "UTC"
    offset = _OFFSET.fullmatch(name)
    if offset:  # in these names of the database the sign is the other way round
        return _names().get(f"etc/gmt{'-' if offset[1] == '+' else '+'}{int(offset[2])}")
    return LETTERS.get(name.upper()) or _names().get(name.replace(" ", "_").lower())


@cache
def _names() -> dict[str, str]:
    """Each name of the IANA database, and each city alone, in lower case."""
    cities = {name.rpartition("/")[2].lower(): name for name in zone_names() if not name.startswith("Etc/")}
    return cities | {name.lower(): name for name in zone_names()}

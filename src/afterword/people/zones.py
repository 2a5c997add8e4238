"""The time zones that people can live in."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# "Not set up yet", and whatever the server's own clock is set to: neither means the same to a reader elsewhere.
NO_PLACES = frozenset({"Factory", "localtime"})


@cache
def zone_names() -> tuple[str, ...]:
    """Every name of the IANA database that says where, sorted. Read once: it means walking through a folder."""
    return tuple(sorted(available_timezones() - NO_PLACES))


def known_zone(name: str) -> None:
    """A validator: ValidationError unless the name is one of `zone_names()`."""
    if name not in zone_names():
        raise ValidationError(_("There is no time zone of this name. Choose one from the list."))

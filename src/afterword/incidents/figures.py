"""Figures as people give them, judged before they are kept: counts, shares, money. Unknown is None, never 0."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.kinds import FactChange

MOST = 2_000_000_000  # of what is counted by hand: tickets, complaints
MOST_USERS = 10**15


def clean_count(value: int | None, *, field: str, most: int = MOST) -> int | None:
    """A whole number from 0 on, or None; Invalid otherwise."""
    if value is None:
        return None
    if value < 0:
        raise Invalid({field: _("This can't be less than 0.")})
    if value > most:
        raise Invalid({field: _("This number is too large.")})
    return value


def clean_amount(
    value: Decimal | None, *, field: str, places: int, least: Decimal = Decimal(0), most: Decimal
) -> Decimal | None:
    """A number within its bounds and with at most so many decimals, or None; Invalid otherwise."""
    if value is None:
        return None
    if not value.is_finite():
        raise Invalid({field: _("Give a number.")})
    if value < least:
        raise Invalid({field: _("This can't be less than %(least)s.") % {"least": least}})
    if value > most:
        raise Invalid({field: _("This can't be more than %(most)s.") % {"most": f"{most:,}"}})
    kept = value.quantize(Decimal(1).scaleb(-places))
    if kept != value:
        raise Invalid({field: _("At most %(places)s decimals, please.") % {"places": places}})
    return kept


def clean_currency(code: str, *, field: str = "currency") -> str:
    """Three capital letters as in ISO 4217, or nothing; Invalid otherwise."""
    code = code.strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise Invalid({field: _("Give the three letters of the currency, such as EUR, USD or CNY.")})
    return code


def written(value: Any) -> str:
    """A figure as it is kept on the timeline: without needless zeros, empty where nobody knows."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value.normalize():f}" if value else "0"
    return str(value)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FactChange, ...]:
    """Every figure that is another one now."""
    return tuple(FactChange(name, old, after[name]) for name, old in before.items() if old != after[name])

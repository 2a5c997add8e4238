"""What people may put in place of a computed metric: judged by its kind, and kept as JSON."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.figures import MOST_USERS, clean_amount, clean_count, clean_currency
from afterword.incidents.models import Severity
from afterword.incidents.validation import clean_long_text, clean_moment
from afterword.postmortems.key_metrics import MetricKind

Given = Severity | datetime | Decimal | int | float | str
Kept = int | str

LONGEST_WORDS = 200
MOST_SECONDS = 10 * 366 * 86400
MOST_MONEY = Decimal(10) ** 17
_MONEY = re.compile(r"([0-9][0-9 ,]*(?:\.[0-9]+)?)\s*([A-Za-z]{3})")


def clean_value(kind: MetricKind, given: Given) -> Kept:
    """What is kept of it; Invalid for what such a metric can't be."""
    if isinstance(given, bool):
        raise Invalid({"value": _("This is not a value of this metric.")})
    return _CLEANERS[kind](given)


def _severity(given: Given) -> str:
    if isinstance(given, Severity):
        return str(given.pk)
    found = [each for each in Severity.objects.filter(retired_at=None) if each.name.lower() == str(given).lower()]
    if not found:
        raise Invalid({"value": _("There is no severity of this name.")})
    return str(found[0].pk)


def _moment(given: Given) -> str:
    try:
        moment = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Invalid({"value": _("Write the time like 2026-03-02T14:05:00Z or 2026-03-02T15:05:00+01:00.")})
    return clean_moment(moment, field="value").isoformat()


def _duration(given: Given) -> int:
    return clean_count(_whole(given), field="value", most=MOST_SECONDS) or 0


def _number(given: Given) -> int:
    return clean_count(_whole(given), field="value", most=MOST_USERS) or 0


def _percent(given: Given) -> str:
    share = clean_amount(_decimal(str(given)), field="value", places=4, most=Decimal(100))
    return f"{share:f}"


def _money(given: Given) -> str:
    """Told as the incident's costs are."""
    found = _MONEY.fullmatch(str(given).strip())
    if found is None:
        raise Invalid({"value": _("Write an amount and its currency, such as 12000 EUR.")})
    amount = clean_amount(_decimal(re.sub("[ ,]", "", found[1])), field="value", places=2, most=MOST_MONEY)
    currency = clean_currency(found[2], field="value")
    return f"{(amount or Decimal(0)).normalize():,f} {currency}"


def _words(given: Given) -> str:
    text = clean_long_text(str(given), field="value", limit=LONGEST_WORDS, is_required=True)
    return " ".join(text.split())


def _whole(given: Given) -> int:
    number = _decimal(str(given))
    if number != number.to_integral_value():
        raise Invalid({"value": _("Give a whole number.")})
    return int(number)


def _decimal(words: str) -> Decimal:
    try:
        number = Decimal(words.strip()) if len(words) <= 40 else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) > MOST_MONEY:
        raise Invalid({"value": _("Give a number.")})
    return number


_CLEANERS: dict[MetricKind, Callable[[Given], Kept]] = {
    MetricKind.SEVERITY: _severity,
    MetricKind.MOMENT: _moment,
    MetricKind.DURATION: _duration,
    MetricKind.NUMBER: _number,
    MetricKind.PERCENT: _percent,
    MetricKind.MONEY: _money,
    MetricKind.WORDS: _words,
}

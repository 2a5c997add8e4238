"""A filled-in field as the page shows it: a person by name, money with its currency, a day in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import pgettext

from afterword.core import clock
from afterword.incidents.field_rules import AskedField
from afterword.incidents.field_values import Filled, Money, plain
from afterword.incidents.models import FieldChoice, FieldKind
from afterword.people.models import User
from afterword.web.formats import short_day

LONG = 120  # characters from which a text stands below its label


@dataclass(frozen=True)
class Shown:
    label: str
    text: str
    href: str = ""
    person: User | None = None
    is_asked: bool = True
    is_long: bool = False


def shown(asked: AskedField, value: Filled) -> Shown:
    text = _text(value)
    return Shown(
        label=asked.field.label,
        text=text,
        href=text if asked.field.kind == FieldKind.LINK else "",
        person=value if isinstance(value, User) else None,
        is_asked=asked.is_asked,
        is_long=asked.field.kind == FieldKind.TEXT and (len(text) > LONG or "\n" in text),
    )


def _text(value: Filled) -> str:
    if isinstance(value, Money):
        return f"{_number(value.amount)} {value.currency}"
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, tuple):
        return pgettext("between two names in a row", ", ").join(each.label for each in value)
    if isinstance(value, FieldChoice):
        return value.label
    if isinstance(value, date):
        return short_day(value, clock.now().date())
    return str(value)


def _number(number: Decimal) -> str:
    return str(number_format(plain(number), use_l10n=True, force_grouping=True))

"""What is filled in: reading what was typed, the rows that keep it, and the words that say it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.field_rules import slot_of
from afterword.incidents.models import Field, FieldChoice, FieldKind, FieldValue, Incident
from afterword.incidents.validation import clean_long_text, clean_text, clean_url
from afterword.people.models import User

WHOLE_DIGITS, DECIMALS = 16, 4
_CURRENCY = re.compile("[A-Z]{3}")
_AMOUNT = re.compile(r"\s*(?P<amount>[-+]?[\d.,]+)\s*(?P<currency>[A-Za-z]*)\s*")


@dataclass(frozen=True)
class Money:
    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.currency}"


Filled = str | Decimal | date | User | FieldChoice | Money | tuple[FieldChoice, ...]
Values = dict[UUID, Filled]  # by field; what is empty has no place here


def values_of(incidents: Sequence[Incident]) -> dict[UUID, Values]:
    """What is filled in, by incident and field. One statement."""
    rows = FieldValue.objects.filter(incident__in=incidents).select_related("field", "person", "choice")
    found: defaultdict[UUID, Values] = defaultdict(dict)
    for row in rows.order_by("choice__position", "choice__name"):
        values, kind = found[row.incident_id], row.field.kind
        if kind == FieldKind.CHOICES and row.choice:
            before = values.get(row.field.pk, ())
            values[row.field.pk] = (*before, row.choice) if isinstance(before, tuple) else (row.choice,)
        elif (value := _value_of(row, kind)) not in (None, ""):
            values[row.field.pk] = value
    return found


def _value_of(row: FieldValue, kind: str) -> Filled | None:
    if kind == FieldKind.MONEY:
        return Money(row.number, row.currency) if row.number is not None else None
    columns = {FieldKind.NUMBER: row.number, FieldKind.DATE: row.day}
    columns |= {FieldKind.PERSON: row.person, FieldKind.CHOICE: row.choice}  # type: ignore[dict-item]
    return columns.get(FieldKind(kind), row.text)


def rows_for(incident: Incident, field: Field, value: Filled) -> list[FieldValue]:
    """The rows that keep it, not saved yet."""
    if isinstance(value, tuple):
        return [FieldValue(incident=incident, field=field, choice=each) for each in value]
    row = FieldValue(incident=incident, field=field)
    if isinstance(value, Money):
        row.number, row.currency = value.amount, value.currency
    else:
        columns: dict[type, str] = {str: "text", Decimal: "number", date: "day", User: "person", FieldChoice: "choice"}
        setattr(row, columns[type(value)], value)
    return [row]


def read(field: Field, given: object, current: Filled | None = None) -> Filled | None:
    """What was typed or sent, as its kind keeps it; None when it is empty. Invalid says in words what is wrong.

    What is `current` stays allowed, even if its choice was retired or its person can no longer sign in.
    """
    if isinstance(given, str):
        given = given.strip()
    if given is None or given in ("", (), []):
        return None
    try:
        return _READERS[FieldKind(field.kind)](field, given, current)
    except Invalid as problem:
        raise Invalid({slot_of(field): next(iter(problem.fields.values()))}) from problem


def _text(field: Field, given: object, _current: Filled | None) -> Filled | None:
    return clean_long_text(_as_words(given), field=field.name) or None


def _link(field: Field, given: object, _current: Filled | None) -> Filled:
    return clean_url(_as_words(given), field=field.name)


def _number(field: Field, given: object, _current: Filled | None) -> Decimal:
    words = Invalid({field.name: _("This is not a number. Write it like 1250 or 12.5.")})
    if isinstance(given, bool) or not isinstance(given, str | int | float | Decimal):
        raise words
    try:
        number = Decimal(str(given).replace(" ", ""))
    except (InvalidOperation, ValueError):
        raise words from None
    if not number.is_finite():
        raise words
    if number.adjusted() >= WHOLE_DIGITS:
        raise Invalid({field.name: _("This number is too large; 16 digits fit before the point.")})
    if number != round(number, DECIMALS):
        raise Invalid({field.name: _("At most four digits fit behind the point.")})
    return round(number, DECIMALS)


def _day(field: Field, given: object, _current: Filled | None) -> date:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else _exactly(date, given)
    except ValueError:
        raise Invalid({field.name: _("This is not a day. Write it like 2026-03-02.")}) from None


def _money(field: Field, given: object, current: Filled | None) -> Money | None:
    """From an amount and a currency in any of the usual shapes: Money, a pair, a mapping, or “1200 EUR”."""
    if isinstance(given, Money):
        return given
    if isinstance(given, str) and (found := _AMOUNT.fullmatch(given)):
        given = (found["amount"], found["currency"])
    if isinstance(given, Mapping) and set(given) <= {"amount", "currency"}:
        given = (given.get("amount"), given.get("currency"))
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise Invalid({field.name: _("Write the amount and its currency, like 1200 EUR.")})
    amount, currency = given
    if amount is None or (isinstance(amount, str) and not amount.strip()):
        return None
    number, code = _number(field, amount, current), str(currency or "").strip().upper()
    if not _CURRENCY.fullmatch(code):
        raise Invalid({field.name: _("Say in which currency, with its three letters: EUR, USD, CNY.")})
    return Money(number, code)


def _person(field: Field, given: object, current: Filled | None) -> User:
    found = given if isinstance(given, User) else _row(User.objects.all(), str(given), "email")
    if not isinstance(found, User):
        raise Invalid({field.name: _("Nobody here is called “%(value)s”.") % {"value": str(given)[:80]}})
    if not found.is_active and found != current:
        raise Invalid({field.name: _("%(name)s can no longer sign in.") % {"name": found}})
    return found


def _choice(field: Field, given: object, current: Filled | None) -> FieldChoice:
    wanted = given.pk if isinstance(given, Model) else given
    found = _row(field.choices.all(), str(wanted), "name")
    if not isinstance(found, FieldChoice):
        words = _("“%(value)s” is not in the list of %(field)s.")
        raise Invalid({field.name: words % {"value": str(given)[:80], "field": field.label}})
    kept = current if isinstance(current, tuple) else (current,)
    if found.retired_at and found not in kept:
        words = _("“%(value)s” is no longer offered. Choose another one.")
        raise Invalid({field.name: words % {"value": found.label}})
    return found


def _choices(field: Field, given: object, current: Filled | None) -> tuple[FieldChoice, ...]:
    if not isinstance(given, list | tuple):
        given = (given,)
    found = {_choice(field, each, current) for each in given}
    return tuple(sorted(found, key=lambda each: (each.position, each.name)))


_READERS = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.PERSON: _person,
    FieldKind.LINK: _link,
    FieldKind.MONEY: _money,
}


def _as_words(given: object) -> str:
    if not isinstance(given, str):
        raise Invalid({"": _("Write text here.")})
    return given


def _exactly(kind: type[date], given: object) -> date:
    if type(given) is not kind:  # a datetime is a date too, and its hour would be lost
        raise ValueError(given)
    return given


def _row(rows: Iterable[Model], given: str, column: str) -> Model | None:
    """By id, or by what people call it, in any case."""
    wanted = clean_text(given)
    try:
        key = UUID(wanted)
    except ValueError:
        return rows.filter(**{f"{column}__iexact": wanted}).first()  # type: ignore[attr-defined, no-any-return]
    return rows.filter(pk=key).first()  # type: ignore[attr-defined, no-any-return]


def plain(number: Decimal) -> str:
    """Without zeros that say nothing, and never as 1E+3."""
    return f"{number.normalize():f}"


def stored_words(value: Filled | None) -> str:
    """As a timeline entry keeps it: names of that time, no language in it."""
    if isinstance(value, tuple):
        return "; ".join(each.name for each in value)
    if isinstance(value, Decimal):
        return plain(value)
    return "" if value is None else str(value)


def as_data(value: Filled | None) -> object:
    """As the API tells it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Money):
        return {"amount": float(value.amount), "currency": value.currency}
    if isinstance(value, User):
        return {"name": str(value), "email": value.email}
    if isinstance(value, tuple):
        return [each.name for each in value]
    return None if value is None else str(value)

"""Controls for the fields of an incident. They only carry what was typed; the verb reads it and says what is wrong."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from afterword.incidents.field_rules import AskedField
from afterword.incidents.field_values import Filled, Money, Values, plain
from afterword.incidents.models import Field, FieldChoice, FieldKind, RequiredAt
from afterword.people.models import User

SHORT_LIST = 9  # longer ones are searched rather than read


class Carried(forms.Field):
    """Takes what its control sends; whether that will do is the verb's to say. A long list can be searched."""

    def __init__(self, *, is_long: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_long = is_long

    def validate(self, value: Any) -> None:
        """Left to the verb."""


class MoneyInput(forms.MultiWidget):
    """An amount, and beside it its currency."""

    template_name = "web/money_input.html"

    def __init__(self) -> None:
        code = {"maxlength": 3, "size": 4, "autocapitalize": "characters", "placeholder": "EUR"}
        super().__init__({"": forms.TextInput({"inputmode": "decimal"}), "currency": forms.TextInput(code)})

    def id_for_label(self, id_: str) -> str:
        """The label is the amount's; the currency has its own."""
        return f"{id_}_0" if id_ else ""

    def decompress(self, value: Any) -> list[Any]:
        return list(value) if value else ["", ""]


def add_controls(form: forms.Form, asked: Iterable[AskedField], values: Values) -> None:
    """Give the form a control for each of these fields, filled with what is known."""
    people = None
    for each in asked:
        value = values.get(each.field.pk)
        if each.field.kind == FieldKind.PERSON and people is None:
            people = [(str(one.pk), str(one)) for one in User.objects.active()]
        form.fields[each.slot] = _control(each, value, people or [])
        form.initial.setdefault(each.slot, as_typed(value))


def given_in(form: forms.Form, asked: Iterable[AskedField]) -> dict[Field, object]:
    return {each.field: form.cleaned_data[each.slot] for each in asked if each.slot in form.cleaned_data}


def as_typed(value: Filled | None) -> Any:
    """The value as its control shows it."""
    if isinstance(value, Money):
        return (plain(value.amount), value.currency)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return [str(each.pk) for each in value]
    if isinstance(value, FieldChoice | User):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date) else (value or "")


def _control(asked: AskedField, value: Filled | None, people: list[tuple[str, str]]) -> forms.Field:
    field = asked.field
    widget = _widget(field, value, people)
    control = Carried(
        label=field.label,
        help_text=_help(asked),
        required=bool(asked.required_at),
        widget=widget,
        is_long=isinstance(widget, forms.SelectMultiple) or len(getattr(widget, "choices", ())) > SHORT_LIST,
    )
    control.widget.is_required = False  # said by the verb in words, not by the browser in its own
    return control


def _help(asked: AskedField) -> str:
    if not asked.is_asked:
        return _("No longer asked. What stands here is kept.")
    if asked.required_at == RequiredAt.RESOLVE:
        return f"{asked.field.explained} {_('Needed to resolve.')}".strip()
    return asked.field.explained


def _widget(field: Field, value: Filled | None, people: list[tuple[str, str]]) -> forms.Widget:
    if field.kind == FieldKind.TEXT:
        return forms.Textarea({"rows": 2, "class": "grows"})
    if field.kind == FieldKind.CHOICE:
        return forms.Select(choices=[("", "—"), *_choices(field, value)])
    if field.kind == FieldKind.CHOICES:
        return forms.SelectMultiple(choices=_choices(field, value))
    if field.kind == FieldKind.PERSON:
        kept = [(str(value.pk), str(value))] if isinstance(value, User) and not value.is_active else []
        return forms.Select(choices=[("", "—"), *people, *kept])
    if field.kind == FieldKind.MONEY:
        return MoneyInput()
    attributes: dict[str, dict[str, object]] = {
        FieldKind.NUMBER: {"inputmode": "decimal"},
        FieldKind.DATE: {"type": "date"},
        FieldKind.LINK: {"inputmode": "url", "placeholder": "https://"},
    }
    return forms.TextInput(attributes.get(field.kind))


def _choices(field: Field, value: Filled | None) -> list[tuple[str, str]]:
    """Those offered now, and those chosen once, which say that they are no longer offered."""
    kept = value if isinstance(value, tuple) else (value,)
    every = [each for each in field.choices.all() if not each.retired_at or each in kept]
    retired = _("%(choice)s (no longer offered)")
    return [(str(each.pk), retired % {"choice": each.label} if each.retired_at else each.label) for each in every]


class SeenField(forms.Field):
    """Remembers, hidden, what each control showed at first, so that only what the writer changed is saved."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput())

    @staticmethod
    def remember(shown: Mapping[str, Any]) -> str:
        return json.dumps({name: _digest(value) for name, value in shown.items()}, separators=(",", ":"))

    def to_python(self, value: Any) -> dict[str, str]:
        try:
            read = json.loads(value or "{}")
        except ValueError:
            return {}
        return {str(name): str(mark) for name, mark in read.items()} if isinstance(read, dict) else {}


def is_untouched(seen: Mapping[str, str], name: str, typed: Any) -> bool:
    return seen.get(name) == _digest(typed)


def _digest(value: Any) -> str:
    if isinstance(value, list | tuple):
        words = "\x1f".join(sorted(str(each) for each in value) if isinstance(value, list) else map(str, value))
    else:
        words = str(value or "")
    return blake2b(words.replace("\r\n", "\n").strip().encode(errors="replace"), digest_size=8).hexdigest()

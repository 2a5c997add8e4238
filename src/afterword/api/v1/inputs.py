"""What every body that is sent to us has in common. Rules are not here: verbs know them."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema

from afterword.core import clock
from afterword.incidents.validation import clean_text

# RFC 3339, section 5.6, which allows a blank for the T and small letters.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WITHOUT_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d)?(\.\d+)?")


def _moment(value: object) -> object:
    """In UTC, from text with an offset."""
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, str) and _WITHOUT_OFFSET.fullmatch(value):
        raise ValueError(_("Say in which zone: add Z for UTC or an offset such as +01:00."))
    try:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            raise ValueError("not of this form")
        moment = datetime.fromisoformat(value.upper()).astimezone(UTC)
        if not clock.is_showable(moment):
            raise ValueError("not of our age")
        return moment
    except (ValueError, OverflowError):
        raise ValueError(_("Write the time like 2026-03-02T14:05:00Z or 2026-03-02T15:05:00+01:00.")) from None


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-03-02T15:05:00+01:00"]}),
]


def _amount(value: object) -> object:
    """Exactly what was written, also where JSON made a binary number of it."""
    if value is None or isinstance(value, Decimal):
        return value
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 40:
            raise InvalidOperation
        return Decimal(str(value))
    except (InvalidOperation, ValueError):
        raise ValueError(_("Write a number such as 3.2.")) from None


Amount = Annotated[
    Decimal, BeforeValidator(_amount), WithJsonSchema({"type": ["number", "string"], "examples": [3.2, "18500.50"]})
]


def _day(value: object) -> object:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError("not of this form")
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(_("Write the day like 2026-03-02.")) from None


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-03-02"]}),
]
Name = Annotated[str, StringConstraints(max_length=254), AfterValidator(clean_text)]
Reason = Annotated[str, StringConstraints(max_length=2000), AfterValidator(clean_text)]


class Input(BaseModel):
    """A JSON object. Fields we don't know are refused, so that a misspelt one is not silently ignored."""

    model_config = ConfigDict(extra="forbid", strict=True)

    def has(self, name: str) -> bool:
        """Whether the field was sent, even as null."""
        return name in self.model_fields_set

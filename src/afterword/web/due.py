"""Until when something is to be done, in the words that lists show."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.web.formats import short_day


@dataclass(frozen=True)
class Due:
    """`words` is empty without a day; `is_overdue` only while it is open."""

    day: date | None
    words: str
    is_overdue: bool = False
    is_today: bool = False


def reader_today() -> date:
    """Today where the page's times are read."""
    return timezone.localdate(clock.now())


def due_of(day: date | None, today: date, *, is_open: bool) -> Due:
    if day is None:
        return Due(None, "")
    if not is_open:
        return Due(day, short_day(day, today))
    if day < today:
        return Due(day, _("overdue since %(day)s") % {"day": short_day(day, today)}, is_overdue=True)
    if day == today:
        return Due(day, _("due today"), is_today=True)
    if day == today + timedelta(days=1):
        return Due(day, _("due tomorrow"))
    return Due(day, _("due %(day)s") % {"day": short_day(day, today)})

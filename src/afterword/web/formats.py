"""How times and durations are written for people: short, and with the zone named. Words follow the active
language, clock times the active zone (`django.utils.timezone.get_current_timezone`)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86400
AGO_LIMIT = timedelta(days=7)


def zone_name(moment: datetime) -> str:
    """What people call the zone at that moment: CET, CEST, UTC, and UTC+05 where it has no letters."""
    name = moment.tzname() or "UTC"
    return f"UTC{name}" if name[:1] in "+-" else name


def short_moment(moment: datetime, now: datetime) -> str:
    """Just the time today ("14:05 CET"), with the day this year, with the year otherwise."""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    if local.date() == today.date():
        text = local.strftime("%H:%M")
    elif local.year == today.year:
        text = _written(local, pgettext("date format: day and time", "j M, H:i"))
    else:
        text = _written(local, pgettext("date format: day, year and time", "j M Y, H:i"))
    return f"{text} {zone_name(local)}"


def short_day(day: date, today: date) -> str:
    """The day alone, with the year where it is another one than now."""
    if day.year == today.year:
        return _day_written(day, pgettext("date format: day", "j M"), get_language())
    return _day_written(day, pgettext("date format: day and year", "j M Y"), get_language())


def clock_moment(moment: datetime) -> str:
    """The time alone, for where the day stands beside it: "14:05 CET"."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {zone_name(local)}"


def day_of(moment: datetime, now: datetime) -> str:
    """The heading between days: Today, Yesterday, or the weekday with its date."""
    local, today = timezone.localtime(moment).date(), timezone.localtime(now).date()
    if local == today:
        return _("Today")
    if local == today - timedelta(days=1):
        return _("Yesterday")
    if local.year == today.year:
        return _day_written(local, pgettext("date format: weekday and day", "l, j F"), get_language())
    return _day_written(local, pgettext("date format: weekday, day and year", "l, j F Y"), get_language())


def full_stamp(moment: datetime) -> str:
    """To the second, with the zone, its name and its distance from UTC: nothing left to guess."""
    local = timezone.localtime(moment)
    text = _written(local, pgettext("date format: full", "l, j F Y, H:i:s"))
    zone = timezone.get_current_timezone_name()
    if zone == "UTC":
        return f"{text} UTC"
    offset = local.strftime("%z")
    return f"{text} {zone_name(local)} ({zone}, UTC{offset[:3]}:{offset[3:5]})"


def ago(moment: datetime, now: datetime) -> str:
    """How long ago or ahead, in its largest unit; beyond a week the moment itself."""
    distance = now - moment
    if abs(distance) >= AGO_LIMIT:
        return short_moment(moment, now)
    seconds = int(distance.total_seconds())
    if abs(seconds) < MINUTE:
        return _("just now")
    text = _largest_unit(abs(seconds))
    return _("%(duration)s ago") % {"duration": text} if seconds > 0 else _("in %(duration)s") % {"duration": text}


def duration(seconds: float) -> str:
    """In the two largest units: "45 s", "12 min", "1 h 12 min", "3 d 4 h"."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return _seconds(whole)
    if whole < HOUR:
        return _minutes(whole)
    if whole < DAY:
        hours, rest = _hours(whole), whole % HOUR
        return f"{hours} {_minutes(rest)}" if rest >= MINUTE else hours
    days, rest = _days(whole), whole % DAY
    return f"{days} {_hours(rest)}" if rest >= HOUR else days


def number(value: Decimal | float) -> str:
    """With its thousands apart and no needless zeros: 12,400 and 3.2. Both our languages write it so."""
    if isinstance(value, Decimal):
        value = value.normalize() if value else Decimal(0)
        return f"{value:,f}"
    return f"{value:,}"


def people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": number(count)}


def percent(value: Decimal | float, places: int = 4) -> str:
    """A share: "3.2 %"."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places))
    return _("%(number)s %%") % {"number": number(exact)}


def _written(local: datetime, pattern: str) -> str:
    """As Django would; what the pattern says around its clock time is written once for all moments of a day."""
    time, text = ("H:i:s", f"{local:%H:%M:%S}") if "H:i:s" in pattern else ("H:i", f"{local:%H:%M}")
    return text.join(_day_written(local.date(), part, get_language()) for part in pattern.split(time))


@lru_cache(maxsize=2000)
def _day_written(day: date, pattern: str, _language: str | None) -> str:
    return date_format(day, pattern)


def _largest_unit(seconds: int) -> str:
    if seconds < HOUR:
        return _minutes(seconds)
    return _hours(seconds) if seconds < DAY else _days(seconds)


def _seconds(seconds: int) -> str:
    return _("%(count)d s") % {"count": seconds}


def _minutes(seconds: int) -> str:
    return _("%(count)d min") % {"count": seconds // MINUTE}


def _hours(seconds: int) -> str:
    return _("%(count)d h") % {"count": seconds // HOUR}


def _days(seconds: int) -> str:
    return _("%(count)d d") % {"count": seconds // DAY}

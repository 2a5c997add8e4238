"""What an incident refuses, in words for the person who typed it."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.incidents.models import TITLE_LENGTH
from afterword.people.zones import zone_names

NOTE_LENGTH = 50_000
SUMMARY_LENGTH = 20_000
REASON_LENGTH = 2000
_CONTROLS = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff"
_TURNERS = "\\u202a-\\u202e\\u2066-\\u2069"  # they turn around what stands behind them, on the whole page
_UNSEEN = "\\u200b\\u2060\\ufeff"
_UNWANTED = re.compile(f"[{_CONTROLS}{_TURNERS}{_UNSEEN}]")
CLOCK_SKEW = timedelta(minutes=1)  # two machines rarely agree to the second


def clean_text(text: str) -> str:
    """Without characters that nobody sees and no database or page wants, and with one kind of line end."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_title(title: str, *, field: str = "title") -> str:
    """One line of 1 to 256 characters, or Invalid."""
    line = " ".join(clean_text(title).split())
    if not line:
        raise Invalid({field: _("Give it a title: what is broken, as a user would say it.")})
    if len(line) > TITLE_LENGTH:
        problem = _("The title has %(length)s characters. Keep it to %(limit)s and put the rest in the summary.")
        raise Invalid({field: problem % {"length": len(line), "limit": TITLE_LENGTH}})
    return line


def clean_long_text(text: str, *, field: str, limit: int = SUMMARY_LENGTH, is_required: bool = False) -> str:
    """Many lines, within a limit that is told in characters, or Invalid."""
    if len(text) > limit:
        problem = _("This has %(length)s characters; at most %(limit)s fit. Link to the rest instead.")
        raise Invalid({field: problem % {"length": len(text), "limit": limit}})
    cleaned = clean_text(text)
    if is_required and not cleaned:
        raise Invalid({field: _("Write something first.")})
    return cleaned


def clean_reason(reason: str, *, field: str = "reason") -> str:
    """A few words why, or none; Invalid beyond 2,000 characters."""
    return clean_long_text(reason, field=field, limit=REASON_LENGTH)


def clean_moment(at: datetime, *, field: str) -> datetime:
    """A time that a page can show and that has come already, or Invalid."""
    check_not_future({field: at})
    if not clock.is_showable(at):
        raise Invalid({field: _("This time is before 1970. Choose a later one.")})
    return at


def check_not_future(moments: Mapping[str, datetime | None]) -> None:
    """Refuse any time that has not come yet."""
    limit = clock.now() + CLOCK_SKEW
    problems = {field: _("This time is in the future.") for field, at in moments.items() if at and at > limit}
    if problems:
        raise Invalid(problems)


def check_order(started_at: datetime | None, ended_at: datetime | None, *, field: str) -> None:
    """Refuse an end before its start; every other surprising order is only warned about."""
    if started_at and ended_at and ended_at < started_at:
        raise Invalid({field: _("This is before it started. Correct one of the two times.")})


def check_day(day: date | None, *, field: str) -> None:
    """Refuse a day that nobody means, such as one of the year 20026 or 206."""
    if day and not 2000 <= day.year < 2100:
        raise Invalid({field: _("This day is too far away. Write it like 2026-03-02.")})


def clean_zone(zone: str, *, field: str = "zone") -> str:
    if zone not in zone_names():
        raise Invalid({field: _("“%(zone)s” is not a time zone. Choose one such as Europe/Berlin.") % {"zone": zone}})
    return zone


def clean_url(url: str, *, field: str = "url") -> str:
    """An absolute http or https address of at most 2,000 characters, or Invalid."""
    address = clean_text(url)
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= 2000
    except ValueError:
        is_good = False
    if not is_good or any(c.isspace() for c in address):
        raise Invalid({field: _("Give a full address that starts with https:// or http://.")})
    return address


def clean_guidance(text: str, *, field: str = "guidance") -> str:
    """What helps people to choose: some sentences, or none."""
    return clean_long_text(text, field=field, limit=REASON_LENGTH)

"""How a report writes times and lengths of time, in the language and zone it is composed in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from afterword_text.markdown import parse
from afterword_text.tree import Node, TreeError, children, node, paragraph, text


def day(moment: datetime, zone: ZoneInfo) -> str:
    """A date as the language writes it, such as 3 May 2024."""
    return str(date_format(moment.astimezone(zone), pgettext("date format: a day in a report", "j F Y")))


def zone_name(moment: datetime, zone: ZoneInfo) -> str:
    """What the zone is called at that moment: CET, CEST, UTC, and UTC+05 where it has no letters."""
    name = moment.astimezone(zone).tzname() or "UTC"
    return f"UTC{name}" if name[0] in "+-" else name


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


def stamp(moment: datetime, zone: ZoneInfo) -> str:
    """Day, time and the name of the zone at that moment."""
    local = moment.astimezone(zone)
    time = f"{local:%H:%M} {zone_name(moment, zone)}"
    return _("%(day)s, %(time)s") % {"day": day(moment, zone), "time": time}


def until(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """An end after its start was told: the time alone on the same day in the same zone; else the whole stamp."""
    is_same = start.astimezone(zone).date() == end.astimezone(zone).date()
    if is_same and zone_name(start, zone) == zone_name(end, zone):
        return f"{clock_time(end, zone)} {zone_name(end, zone)}"
    return stamp(end, zone)


def span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """From – to, the day and the zone told once where both share them; with seconds within one minute."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.date() != last.date() or zone_name(start, zone) != zone_name(end, zone):
        return f"{stamp(start, zone)} – {stamp(end, zone)}"
    clock = "%H:%M:%S" if (first.hour, first.minute) == (last.hour, last.minute) and first != last else "%H:%M"
    times = f"{first.strftime(clock)} – {last.strftime(clock)} {zone_name(end, zone)}"
    return _("%(day)s, %(time)s") % {"day": day(start, zone), "time": times}


def length(seconds: int) -> str:
    """1 h 12 min; seconds only below a minute, days from 24 hours on."""
    if seconds < 60:
        return _("%(n)s s") % {"n": seconds}
    minutes = seconds // 60
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = []
    if days:
        parts.append(_("%(n)s d") % {"n": days})
    if hours:
        parts.append(_("%(n)s h") % {"n": hours})
    if minutes and not days:
        parts.append(_("%(n)s min") % {"n": minutes})
    return " ".join(parts)


def listed(names: Iterable[str]) -> str:
    """Names in a row, with what the language puts between them."""
    return pgettext("between two names in a row", ", ").join(names)


def told_together(names: Sequence[str]) -> str:
    """Names within a sentence: A, B and C."""
    return f"{listed(names[:-1])}{and_between(2)}{names[-1]}" if len(names) > 1 else "".join(names)


def and_between(count: int) -> str:
    """What stands before the last of several in a sentence; nothing for more than two, which are only listed."""
    return pgettext("before the last of several in a sentence", " and ") if count == 2 else ""


def paragraph_of(sentences: Iterable[str]) -> Node:
    """Sentences in a row; not every language puts a space between them."""
    return paragraph(reduce(_followed_by, sentences))


def _followed_by(before: str, after: str) -> str:
    return pgettext("two sentences in a row", "%(before)s %(after)s") % {"before": before, "after": after}


def written(words: str) -> list[Node]:
    """What somebody wrote on the incident, from Markdown; as it was typed where it is nested beyond reading."""
    try:
        return children(parse(words))
    except TreeError:
        return [node("codeBlock", [text(words)])]


def question(words: str) -> Node:
    """What is not known, asked of the writer; never an underscore, never an invention."""
    return node("guide", [text(words)])

"""A month of incidents, each on the days it lasted."""

import re
from calendar import Calendar
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.incidents.catalog import Severity
from afterword.incidents.filter_params import FILTERS, parse_filter
from afterword.incidents.listing import NO_FILTER, find_incidents, lasting
from afterword.web.incidents.list_address import address
from afterword.web.requests import PersonRequest, signed_in

A_DAY_SHOWS = 4
MOST = 2000  # of one month; more is told, not drawn
PATH = "/incidents/calendar"
FIRST_YEAR, LAST_YEAR = 1970, 2199
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_COLUMNS = ("number", "title", "severity_id", "started_at", "resolved_at", "is_private")


@dataclass(frozen=True)
class Mark:
    """One incident on one day."""

    number: int
    title: str
    severity: Severity
    is_first: bool  # it began on this day
    is_private: bool


@dataclass
class Day:
    day: date
    is_in_month: bool
    is_today: bool
    marks: list[Mark] = field(default_factory=list)
    count: int = 0
    more_href: str = ""  # the list of all that lasted on it, by the same filters

    @property
    def more(self) -> int:
        return self.count - len(self.marks)


@signed_in
def show_calendar(request: PersonRequest) -> HttpResponse:
    """`month` as 2026-03, else this month; filters as in the list."""
    today = timezone.localdate(clock.now())
    problem, wanted, first = "", NO_FILTER, today.replace(day=1)
    try:
        first = _month(request.GET.get("month", ""), first)
        params = {name: values for name, values in request.GET.lists() if name not in ("month", "sort")}
        wanted = parse_filter(params, me=request.user)
    except Invalid as refusal:
        problem = refusal.message
    weeks = _weeks(first, today)
    start, end = _moment(weeks[0][0].day), _moment(weeks[-1][-1].day + timedelta(days=1))
    found = find_incidents(request.actor, wanted).filter(lasting(start, end)).order_by("severity__position", "number")
    rows = [] if problem else list(found.values(*_COLUMNS)[: MOST + 1])
    _place(rows[:MOST], {day.day: day for week in weeks for day in week}, request.GET)
    context = {
        "weeks": weeks,
        "heading": date_format(first, pgettext("date format: month", "F Y")),
        "weekdays": [date_format(day.day, "D") for day in weeks[0]],
        "is_this_month": first == today.replace(day=1),
        "has_any": any(day.count for week in weeks for day in week if day.is_in_month),
        "is_cut": len(rows) > MOST,
        "most": MOST,
        "problem": problem,
        "previous_href": _way_to(request, _step(first, -1)),
        "next_href": _way_to(request, _step(first, 1)),
        "today_href": address(request.GET, PATH, month=""),
        "list_href": address(request.GET, month=""),
        "is_filtered": any(request.GET.get(name) for name in FILTERS),
        "unfiltered_href": f"{PATH}?month={first:%Y-%m}",
        "section": "incidents",
    }
    return render(request, "incidents/calendar.html", context, status=422 if problem else 200)


def _month(text: str, this_month: date) -> date:
    if not text:
        return this_month
    found = _MONTH.fullmatch(text)
    year, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Invalid({"month": _("“%(value)s” is not a month such as 2026-03.") % {"value": text[:20]}})
    return date(year, month, 1)


def _weeks(first: date, today: date) -> list[list[Day]]:
    """Whole weeks from Monday that hold the month."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return [[Day(day, day.month == first.month, day == today) for day in week] for week in weeks]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone()).astimezone(UTC)


def _place(rows: list[dict[str, Any]], days: dict[date, Day], params: QueryDict) -> None:
    """Put each on its days, worst first; what lasts is on every day until now."""
    severities = {each.pk: each for each in Severity.objects.all()}
    now, first, last = clock.now(), min(days), max(days)
    steps: Counter[date] = Counter()  # how many more last on a day than on the one before
    roomy = list(days.values())
    for row in rows:
        began = timezone.localdate(row["started_at"])
        until = min(timezone.localdate(row["resolved_at"] or max(now, row["started_at"])), last)
        steps[max(began, first)] += 1
        steps[until + timedelta(days=1)] -= 1
        for each in [day for day in roomy if began <= day.day <= until]:
            severity = severities[row["severity_id"]]
            each.marks.append(Mark(row["number"], row["title"], severity, each.day == began, row["is_private"]))
            if len(each.marks) == A_DAY_SHOWS:
                roomy.remove(each)
    lasting_on = 0
    for date_of, each in days.items():
        lasting_on += steps[date_of]
        each.count = lasting_on
        if each.count:
            each.more_href = address(params, month="", day=date_of.isoformat(), sort="severity")


def _step(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _way_to(request: PersonRequest, first: date) -> str:
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        return ""
    return address(request.GET, PATH, month=f"{first:%Y-%m}")

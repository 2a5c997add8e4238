"""The open incidents on a screen on the wall: nothing to press, it keeps itself up to date."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zlib import crc32

from django.http import HttpResponse
from django.shortcuts import render

from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.incidents.catalog import open_statuses
from afterword.incidents.filter_params import FILTERS, OPEN, parse_filter
from afterword.incidents.listing import LABELS, NO_FILTER, IncidentFilter, find_incidents
from afterword.incidents.metrics import impact_duration
from afterword.incidents.models import Incident
from afterword.people.models import Theme
from afterword.web.incidents.list_address import address, of_filters
from afterword.web.requests import PersonRequest, is_partial, signed_in

SHOWN = 40
_FILTERS = tuple(name for name in FILTERS if name not in ("status", "outcome"))  # all here are open
FEW, SOME = 4, 9  # so many are written large, and less large


@dataclass(frozen=True)
class Shown:
    incident: Incident
    impact_since: datetime | None  # from when a clock has to run to show the impact's length
    is_late: bool


@signed_in
def show_board(request: PersonRequest) -> HttpResponse:
    """Filters as in the list, but status and outcome; `theme` light or dark for the screen alone."""
    wanted, problem = _wanted(request)
    found = find_incidents(request.actor, wanted).filter(status__in=open_statuses())
    ordered = found.select_related(*LABELS).prefetch_related("impacts").order_by("severity__position", "declared_at")
    incidents = list(ordered[: SHOWN + 1])
    count = len(incidents) if len(incidents) <= SHOWN else found.count()
    now = clock.now()
    topics = " ".join(f"incident:{each.number}" for each in incidents[:SHOWN])
    theme = request.GET.get("theme", "")
    context = {
        "rows": [_shown(each, now) for each in incidents[:SHOWN]],
        "count": count,
        "more": max(0, count - SHOWN),
        "density": "few" if count <= FEW else "some" if count <= SOME else "many",
        "topics": topics,
        "topics_key": crc32(topics.encode()),
        "now": now,
        "problem": problem,
        "address": request.get_full_path(),
        "is_filtered": any(request.GET.get(name) for name in (*_FILTERS, "teams")),
        "list_href": address(of_filters(request.GET), status=OPEN),
        "theme": theme if theme in Theme.values else request.user.theme,
    }
    return render(request, "incidents/_board.html" if is_partial(request) else "incidents/board.html", context)


def _wanted(request: PersonRequest) -> tuple[IncidentFilter, str]:
    """A wall can't be asked again: what is no filter is said above, and everything open is shown. Without tests."""
    params = dict(request.GET.lists())
    given: dict[str, list[str]] = {name: params[name] for name in _FILTERS if name in params}
    given.setdefault("test", ["without"])
    if "teams" in params:
        given["team"] = [name for value in params["teams"] for name in value.split(",")]
    try:
        return parse_filter(given, me=request.user), ""
    except Invalid as refusal:
        return replace(NO_FILTER, tests="without"), refusal.message


def _shown(incident: Incident, now: datetime) -> Shown:
    impact = impact_duration(list(incident.impacts.all()), now)
    since = now - timedelta(seconds=impact.seconds or 0) if impact.is_running else None
    return Shown(incident, since, is_late=bool(incident.update_due_at and incident.update_due_at < now))

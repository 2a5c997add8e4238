"""The list as a table to download: the same filters and columns, all of its pages."""

from collections.abc import Iterator, Sequence
from typing import cast

from django.http import HttpResponse
from django.utils.timezone import localdate

from afterword.core import clock
from afterword.core.keyset import PAGE_LIMIT
from afterword.core.tables import csv_response
from afterword.incidents.columns import parse_columns
from afterword.incidents.filter_params import parse_filter
from afterword.incidents.listing import IncidentFilter, page_of_incidents
from afterword.people.actor import Actor
from afterword.web.incidents.list_rows import Listed, listed
from afterword.web.requests import PersonRequest, signed_in

# What a column is called in the file, the same in every language; lengths say their unit, times are in UTC.
_HEADS = {
    "started": "started_at",
    "declared": "declared_at",
    "resolved": "resolved_at",
    "updated": "last_update_at",
    "due": "next_update_due_at",
    "duration": "duration_seconds",
    "impact": "impact_seconds",
    "followups": "open_followups",
}


@signed_in
def export_incidents(request: PersonRequest) -> HttpResponse:
    """What is no filter is refused before the first byte."""
    wanted = parse_filter(dict(request.GET.lists()), me=request.user)
    columns = parse_columns(request.GET.getlist("columns"))
    header = ["number", "title", *(_HEADS.get(name, name) for name in columns)]
    filename = f"incidents-{localdate(clock.now()):%Y-%m-%d}.csv"
    return cast(HttpResponse, csv_response(filename, header, _rows(request.actor, wanted, columns)))


def _rows(actor: Actor, wanted: IncidentFilter, columns: Sequence[str]) -> Iterator[list[object]]:
    """A page of the list after the other, so that memory does not grow with it."""
    cursor = ""
    while True:
        page = page_of_incidents(actor, wanted, cursor=cursor, size=PAGE_LIMIT)
        for row in listed(page.rows, columns):
            yield [row.incident.reference, row.incident.title, *(_value(row, name) for name in columns)]
        cursor = page.next_cursor
        if not cursor:
            return


def _value(row: Listed, column: str) -> object:
    incident = row.incident
    end = incident.resolved_at or clock.now()
    values: dict[str, object] = {
        "severity": incident.severity.name,
        "status": incident.status.name,
        "commander": str(incident.commander or ""),
        "services": row.services,
        "teams": row.teams,
        "tags": row.tags,
        "duration": max(0, int((end - incident.started_at).total_seconds())),
        "impact": row.impact.seconds if row.impact else None,
        "started": incident.started_at,
        "declared": incident.declared_at,
        "resolved": incident.resolved_at,
        "updated": incident.update_posted_at,
        "due": incident.update_due_at if incident.is_open else None,
        "followups": row.followups,
    }
    return incident.type.name if column == "type" else values[column]

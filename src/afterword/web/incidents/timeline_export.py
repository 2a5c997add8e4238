"""The timeline as a file: what the page shows with the same filters, or all of it, oldest first."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from afterword.core.tables import csv_response, json_response
from afterword.incidents.kind_groups import GROUPS, group_of
from afterword.incidents.models import Incident
from afterword.timeline.models import TimelineEntry, TimelineQuerySet
from afterword.web.incidents.finding import find
from afterword.web.incidents.timeline import narrowed
from afterword.web.incidents.timeline_filter import TimelineFilter
from afterword.web.requests import PersonRequest, signed_in

AT_ONCE = 500
COLUMNS = (
    "number", "occurred_at_utc", "occurred_at", "zone", "recorded_at_utc", "kind", "group", "actor", "actor_kind",
    "sentence", "text", "quoted_author", "link", "is_important", "is_edited", "merged_into",
)  # fmt: skip


@require_GET
@signed_in
def export(request: PersonRequest, number: int, kind: str) -> HttpResponse:
    """CSV or JSON, made while it is sent. Without filters the merged notes are in it too, marked as such."""
    incident = find(request, number)
    wanted = TimelineFilter.read(request.GET)
    entries = narrowed(incident, wanted) if wanted.has_any else everything_told(incident)
    rows = rows_of(entries.select_related("duplicate_of").oldest_first())
    name = f"{incident.reference.lower()}-timeline.{kind}"
    response: HttpResponseBase
    if kind == "csv":
        response = csv_response(name, COLUMNS, (list(row.values()) for row in rows))
    else:
        response = json_response(name, rows)
    return response  # type: ignore[return-value]  # a stream is an answer too


def everything_told(incident: Incident) -> TimelineQuerySet:
    """What is listed, and the notes that are folded under another."""
    listed: TimelineQuerySet = incident.timeline.shown()
    return listed | incident.timeline.exclude(duplicate_of=None)


def rows_of(entries: TimelineQuerySet) -> Iterator[dict[str, Any]]:
    zone = timezone.get_current_timezone()
    for entry in entries.iterator(chunk_size=AT_ONCE):
        yield _row(entry, str(zone))


def _row(entry: TimelineEntry, zone: str) -> dict[str, Any]:
    what = entry.particulars
    duplicate_of = entry.duplicate_of
    values = (
        entry.number, entry.occurred_at, timezone.localtime(entry.occurred_at), zone, entry.recorded_at, entry.kind,
        str(GROUPS[group_of(entry.kind)]), entry.actor_label, str(entry.actor_kind), what.sentence(),
        str(entry.data.get("text", "")), str(entry.data.get("author", "")), str(entry.data.get("link", "") or ""),
        entry.is_important, entry.edited_at is not None, duplicate_of.number if duplicate_of else None,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))

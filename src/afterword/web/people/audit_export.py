"""The filtered trail as a file of any length. That it was taken is in the trail too."""

from collections.abc import Iterator
from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.audit_kinds import sentence_of
from afterword.core import clock
from afterword.core.errors import NotFound
from afterword.core.tables import csv_response, json_response
from afterword.people.actor import Actor
from afterword.web.people.audit_filter import NAMES, AuditFilter, on_incidents, trail
from afterword.web.people.audit_page import only_administrators
from afterword.web.requests import PersonRequest, signed_in

CHUNK = 500
TRAIL_COLUMNS = ("number", "recorded_at", "actor", "by", "action", "object", "what", "data")
INCIDENT_COLUMNS = (
    "incident", "title", "number", "recorded_at", "occurred_at", "actor", "by", "kind", "what", "data"
)  # fmt: skip


@signed_in
def export(request: PersonRequest, source: str, form: str) -> HttpResponse:
    only_administrators(request)
    if source not in ("trail", "incidents") or form not in ("csv", "json"):
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    wanted = AuditFilter.read(request.GET)
    filters = ", ".join(f"{name}={request.GET[name]}" for name in NAMES if request.GET.get(name))
    audit(request.actor, "audit.exported", source=source, format=form, filters=filters[:500])
    columns = TRAIL_COLUMNS if source == "trail" else INCIDENT_COLUMNS
    rows = _trail_rows(wanted) if source == "trail" else _incident_rows(request.actor, wanted)
    name = f"afterword-{'audit' if source == 'trail' else 'incident-trail'}-{clock.now():%Y-%m-%d}.{form}"
    if form == "csv":
        return cast(HttpResponse, csv_response(name, columns, rows))  # it is sent like one
    return cast(HttpResponse, json_response(name, (dict(zip(columns, row, strict=True)) for row in rows)))


def _trail_rows(wanted: AuditFilter) -> Iterator[tuple[Any, ...]]:
    for entry in trail(wanted).order_by("-number").iterator(CHUNK):
        yield (
            entry.number,
            entry.recorded_at,
            entry.actor_label,
            entry.actor_kind,
            entry.action,
            entry.object_label,
            sentence_of(entry),
            entry.data,
        )


def _incident_rows(actor: Actor, wanted: AuditFilter) -> Iterator[tuple[Any, ...]]:
    for entry in on_incidents(actor, wanted).order_by("-recorded_at", "-id").iterator(CHUNK):
        yield (
            entry.incident.reference,
            entry.incident.title,
            entry.number,
            entry.recorded_at,
            entry.occurred_at,
            entry.actor_label,
            entry.actor_kind,
            entry.kind,
            entry.sentence(),
            entry.data,
        )

"""The audit trail, and what people did on incidents: filtered, newest first. For administrators only."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from afterword.access.audit_kinds import audit_choices, sentence_of
from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotFound
from afterword.core.keyset import Order, page_of
from afterword.people.models import User
from afterword.web.people.audit_filter import NAMES, AuditFilter, address, groups, on_incidents, trail
from afterword.web.requests import PersonRequest, signed_in

PAGE_SIZE = 50
PEOPLE = 1000  # to choose from
NEWEST = Order("number")
NEWEST_RECORDED = Order("recorded_at", tie="id")
TRAIL, INCIDENTS = "/settings/audit", "/settings/audit/incidents"


@signed_in
def show_trail(request: PersonRequest) -> HttpResponse:
    """What changed outside of incidents, and who saw private ones."""
    only_administrators(request)

    def shown(entry: Any) -> dict[str, Any]:
        return {"entry": entry, "sentence": sentence_of(entry)}

    return _page(request, TRAIL, lambda wanted: (trail(wanted), NEWEST), shown, audit_choices())


@signed_in
def show_incidents(request: PersonRequest) -> HttpResponse:
    """What was done on the incidents that the administrator may see."""
    only_administrators(request)

    def shown(entry: Any) -> dict[str, Any]:
        return {"entry": entry, "sentence": entry.sentence(), "incident": entry.incident}

    def find(wanted: AuditFilter) -> tuple[QuerySet[Any], Order]:
        return on_incidents(request.actor, wanted), NEWEST_RECORDED

    return _page(request, INCIDENTS, find, shown, groups())


def only_administrators(request: PersonRequest) -> None:
    """For others it does not exist."""
    if not can(request.actor, Verb.AUDIT_SEE):
        raise NotFound(_("There is nothing here, or it is not shared with you."))


def _page(request: PersonRequest, path: str, find: Any, shown: Any, actions: list[tuple[str, str]]) -> HttpResponse:
    problem, page, cursor = "", None, request.GET.get("cursor", "")
    try:
        found, order = find(AuditFilter.read(request.GET))
        page = page_of(found, order, cursor=cursor, size=PAGE_SIZE)
    except Invalid as refusal:
        problem = refusal.message
    params: QueryDict = request.GET
    context = {
        "section": "settings",
        "path": path,
        "tabs": [
            {"href": address(TRAIL, QueryDict()), "label": _("Installation"), "is_current": path == TRAIL},
            {"href": address(INCIDENTS, QueryDict()), "label": _("On incidents"), "is_current": path == INCIDENTS},
        ],
        "page": page,
        "problem": problem,
        "entries": [shown(entry) for entry in page.rows] if page else [],
        "actions": actions,
        "people": User.objects.order_by("name").only("name", "email")[:PEOPLE],
        "given": {name: params.get(name, "") for name in NAMES},
        "newer_href": address(path, params, cursor=page.previous_cursor) if page and page.previous_cursor else "",
        "older_href": address(path, params, cursor=page.next_cursor) if page and page.next_cursor else "",
        "csv_href": address(f"{_export(path)}.csv", params),
        "json_href": address(f"{_export(path)}.json", params),
    }
    return render(request, "people/audit.html", context, status=422 if problem else 200)


def _export(path: str) -> str:
    return INCIDENTS if path == INCIDENTS else f"{TRAIL}/trail"

"""All incidents that the reader may see, by filters that stand in the address."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.core.errors import Invalid
from afterword.incidents.filter_params import OPEN, parse_filter
from afterword.incidents.listing import NO_FILTER, page_of_incidents
from afterword.incidents.models import Category, Service, Severity
from afterword.people.models import Team, User
from afterword.web.requests import PersonRequest, is_partial, signed_in

FILTERS = ("status", "severity", "service", "team", "commander", "from", "until", "test", "q")
SORTS = (
    ("newest", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("updated", gettext_lazy("Last changed first")),
    ("severity", gettext_lazy("Worst first")),
)
TESTS = (
    ("", gettext_lazy("With tests")),
    ("without", gettext_lazy("Without tests")),
    ("only", gettext_lazy("Only tests")),
)


@dataclass(frozen=True)
class Chip:
    """One filter in use, and the address without it."""

    label: str
    value: str
    remove_href: str


@signed_in
def list_incidents(request: PersonRequest) -> HttpResponse:
    problem = ""
    try:
        wanted = parse_filter(dict(request.GET.lists()), me=request.user)
        page = page_of_incidents(request.actor, wanted, cursor=request.GET.get("cursor", ""))
        if request.GET.get("cursor") and not page.rows:
            return HttpResponseRedirect(address(request.GET))
    except Invalid as refusal:
        wanted, page, problem = NO_FILTER, None, refusal.message
    choices = choices_of(request)
    context = {
        "page": page,
        "wanted": wanted,
        "problem": problem,
        "chips": chips_of(request.GET, choices),
        "newer_href": address(request.GET, cursor=page.previous_cursor) if page and page.previous_cursor else "",
        "older_href": address(request.GET, cursor=page.next_cursor) if page and page.next_cursor else "",
        "choices": choices,
        "sorts": SORTS,
        "tests": TESTS,
        "given": {name: request.GET.get(name, "") for name in (*FILTERS, "sort")},
        "has_filter": any(request.GET.get(name) for name in FILTERS),
        "section": "incidents",
    }
    template = "incidents/_list.html" if is_partial(request) else "incidents/list.html"
    return render(request, template, context, status=422 if problem else 200)


def address(params: QueryDict, **changed: str) -> str:
    """The list with these parameters, from its first page unless a cursor is given; empty ones are left out."""
    kept = QueryDict(mutable=True)
    for name, values in params.lists():
        if name != "cursor" and name not in changed:
            kept.setlist(name, [value for value in values if value])
    for name, value in changed.items():
        kept[name] = value
    query = kept.urlencode()
    return f"/incidents?{query}" if query else "/incidents"


def choices_of(request: PersonRequest) -> dict[str, list[tuple[str, str, bool]]]:
    """Value, name, and whether it is chosen, for every filter with a list."""
    statuses = [(OPEN, _("Open")), *[(str(value), str(name)) for value, name in Category.choices]]
    severities = [(each.name, each.label) for each in Severity.objects.filter(retired_at=None)]
    people = User.objects.active().values_list("pk", "name", "email")
    return {
        "status": _marked(request, "status", statuses),
        "severity": _marked(request, "severity", severities),
        "service": _marked(request, "service", _names(Service.objects.filter(retired_at=None))),
        "team": _marked(request, "team", _names(Team.objects.all())),
        "commander": _marked(request, "commander", [(str(key), name or email) for key, name, email in people]),
    }


def _names(rows: Any) -> list[tuple[str, str]]:
    return [(name, name) for name in rows.values_list("name", flat=True)]


def _marked(request: PersonRequest, name: str, rows: list[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    chosen = {value.lower() for value in request.GET.getlist(name)}
    return [(value, label, value.lower() in chosen) for value, label in rows]


def chips_of(params: QueryDict, choices: dict[str, list[tuple[str, str, bool]]]) -> list[Chip]:
    """Every filter in use, each with the address that takes it off."""
    labels = {
        "status": _("Status"),
        "severity": _("Severity"),
        "service": _("Service"),
        "team": _("Team"),
        "commander": _("Commander"),
        "from": _("From"),
        "until": _("Until"),
        "test": _("Tests"),
    }
    names = {value: str(label) for value, label in TESTS}
    chips = []
    for name, label in labels.items():
        known = {value.lower(): text for value, text, _chosen in choices.get(name, [])}
        values = [known.get(value.lower(), names.get(value, value)) for value in params.getlist(name) if value]
        if values:
            chips.append(Chip(label, ", ".join(values), without(params, name)))
    return chips


def without(params: QueryDict, name: str) -> str:
    kept = params.copy()
    kept.pop(name, None)
    return address(kept)

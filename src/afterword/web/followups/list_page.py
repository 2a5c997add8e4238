"""All follow-ups that the reader may see, by filters that stand in the address."""

from collections.abc import Iterator
from typing import Any, cast

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.core.errors import Invalid
from afterword.core.tables import csv_response
from afterword.followups.filter_params import ANY, CLOSED, ME, NONE, OPEN, parse_filter
from afterword.followups.listing import LABELS, FollowUpFilter, find_followups, page_of_followups
from afterword.followups.models import FollowUp, FollowUpKind, FollowUpState, Horizon, Priority
from afterword.incidents.models import Service, Tag
from afterword.people.models import Team, User
from afterword.web.due import reader_today
from afterword.web.followups.rows import rows_of
from afterword.web.incidents.list_filters import marked
from afterword.web.requests import PersonRequest, is_partial, signed_in

FILTERS = ("state", "owner", "due", "kind", "priority", "horizon", "team", "service", "tag", "incident")
SORTS = (
    ("due", gettext_lazy("Due first")),
    ("priority", gettext_lazy("Most important first")),
    ("newest", gettext_lazy("Newest first")),
)
MOST_TAGS_OFFERED = 200
COLUMNS = ("number", "title", "kind", "state", "priority", "horizon", "owner", "team", "due", "incident",
           "incident_title", "postmortem", "ticket", "tags", "description", "state_reason", "created_at",
           "closed_at")  # fmt: skip


@signed_in
def list_followups(request: PersonRequest) -> HttpResponse:
    problem, today, page = "", reader_today(), None
    try:
        wanted = parse_filter(dict(request.GET.lists()), me=request.user)
        page = page_of_followups(request.actor, wanted, today, cursor=request.GET.get("cursor", ""))
        if request.GET.get("cursor") and not page.rows:
            return HttpResponseRedirect(address(request.GET))
    except Invalid as refusal:
        wanted, problem = FollowUpFilter(), refusal.message
    choices = choices_of(request)
    context = {
        "page": page,
        "rows": rows_of(page.rows, today) if page else [],
        "wanted": wanted,
        "problem": problem,
        "chips": chips_of(request.GET, choices),
        "newer_href": address(request.GET, cursor=page.previous_cursor) if page and page.previous_cursor else "",
        "older_href": address(request.GET, cursor=page.next_cursor) if page and page.next_cursor else "",
        "csv_href": address(request.GET, base="/follow-ups.csv"),
        "choices": choices,
        "sorts": SORTS,
        "words": request.GET.get("q", ""),
        "has_filter": any(request.GET.get(name) for name in (*FILTERS, "q")),
        "has_any": bool(page and page.rows) or FollowUp.objects.visible_to(request.actor).exists(),
        "section": "followups",
    }
    template = "followups/_list.html" if is_partial(request) else "followups/list.html"
    return render(request, template, context, status=422 if problem else 200)


@signed_in
def export_followups(request: PersonRequest) -> HttpResponse:
    """What the list shows, all of it, as a table for a spreadsheet."""
    wanted = parse_filter(dict(request.GET.lists()), me=request.user)
    found = find_followups(request.actor, wanted, reader_today()).select_related(*LABELS).prefetch_related("tags")
    return cast(HttpResponse, csv_response("follow-ups.csv", COLUMNS, _cells(found)))  # it is sent like one


def _cells(found: Any) -> Iterator[tuple[object, ...]]:
    for each in found.iterator(chunk_size=500):
        incident, report = each.incident, each.postmortem
        yield (
            each.reference, each.title, each.kind, each.state, f"P{each.priority}", each.horizon, each.owner,
            each.owner_team, each.due_on, incident.reference if incident else "", incident.title if incident else "",
            report.reference if report else "", each.tracker_url, [tag.name for tag in each.tags.all()],
            each.description, each.state_reason, each.created_at, each.closed_at,
        )  # fmt: skip


def address(params: QueryDict, *, base: str = "/follow-ups", cursor: str = "", without: str = "") -> str:
    """The list with these parameters, from its first page unless a cursor is given; empty ones are left out."""
    kept = QueryDict(mutable=True)
    for name, values in params.lists():
        if name not in ("cursor", without):
            kept.setlist(name, [value for value in values if value])
    if cursor:
        kept["cursor"] = cursor
    query = kept.urlencode()
    return f"{base}?{query}" if query else base


def choices_of(request: PersonRequest) -> dict[str, list[tuple[str, str, bool]]]:
    """Value, name, and whether it is chosen, for every filter with a list."""
    states = [(OPEN, _("Open")), (CLOSED, _("Closed")), (ANY, _("Any state")), *_enum(FollowUpState)]
    people = User.objects.active().values_list("pk", "name", "email")
    dues = [("", _("Any day")), ("overdue", _("Overdue")), ("soon", _("Within a week")), ("none", _("No due date"))]
    named = {
        "state": states,
        "due": dues,
        "kind": _enum(FollowUpKind),
        "priority": [(name, name) for name in Priority.names],
        "horizon": _enum(Horizon),
        "owner": [(ME, _("Me")), (NONE, _("No owner yet")), *((str(key), name or mail) for key, name, mail in people)],
        "team": _names(Team.objects.filter(retired_at=None)),
        "service": _names(Service.objects.filter(retired_at=None)),
        "tag": _names(_tags_seen(request)[:MOST_TAGS_OFFERED]),
    }
    return {name: marked(rows, request.GET.getlist(name)) for name, rows in named.items()}


def _tags_seen(request: PersonRequest) -> QuerySet[Tag]:
    """Those of follow-ups that the reader may see: a tag alone can tell of one that is hidden."""
    return Tag.objects.filter(Exists(FollowUp.objects.visible_to(request.actor).filter(tags=OuterRef("pk"))))


def _enum(choices: Any) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in choices.choices]


def _names(rows: Any) -> list[tuple[str, str]]:
    return [(name, name) for name in rows.values_list("name", flat=True)]


def chips_of(params: QueryDict, choices: dict[str, list[tuple[str, str, bool]]]) -> list[dict[str, str]]:
    """Every filter in use, each with the address that takes it off."""
    labels = {
        "state": _("State"),
        "owner": _("Owner"),
        "due": _("Due"),
        "kind": _("Kind"),
        "priority": _("Priority"),
        "horizon": _("Horizon"),
        "team": _("Team"),
        "service": _("Service"),
        "tag": _("Tag"),
        "incident": _("Incident"),
        "postmortem": _("Report"),
    }
    chips = []
    for name, label in labels.items():
        known = {value.lower(): text for value, text, _chosen in choices.get(name, [])}
        values = [known.get(value.lower(), value) for value in params.getlist(name) if value]
        if values:
            chips.append({"label": label, "value": ", ".join(values), "remove_href": address(params, without=name)})
    return chips

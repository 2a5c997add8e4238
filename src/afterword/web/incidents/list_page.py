"""All incidents that the reader may see, by filters that stand in the address."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from afterword.core.errors import Invalid
from afterword.core.keyset import Page
from afterword.incidents.columns import DEFAULT_COLUMNS, known_columns, parse_columns
from afterword.incidents.filter_params import FILTERS, parse_filter, readable
from afterword.incidents.listing import NO_FILTER, IncidentFilter, page_of_incidents
from afterword.web.incidents.list_address import address, of_filters
from afterword.web.incidents.list_filters import SORTS, TESTS, chips_of, choices_of
from afterword.web.incidents.list_rows import column_choices, heads, listed, widths
from afterword.web.incidents.views_bar import ViewsBar, views_bar, way_to_named
from afterword.web.requests import PersonRequest, is_partial, signed_in


@dataclass(frozen=True)
class Answer:
    """What the address asks for; `problem` stands instead of rows, `left_out` above them."""

    wanted: IncidentFilter = NO_FILTER
    page: Page[Any] | None = None
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    problem: str = ""
    left_out: list[str] = field(default_factory=list)


@signed_in
def list_incidents(request: PersonRequest) -> HttpResponse:
    if request.GET.get("view"):
        return HttpResponseRedirect(way_to_named(request.actor, request.GET["view"]))
    bar = views_bar(request.actor, request.GET)
    answer = _answer(request, bar)
    page = answer.page
    if page and request.GET.get("cursor") and not page.rows:
        return HttpResponseRedirect(address(request.GET))
    choices = choices_of(request)
    context = {
        "page": page,
        "rows": listed(page.rows, answer.columns) if page else [],
        "wanted": answer.wanted,
        "problem": answer.problem,
        "left_out": answer.left_out,
        "bar": bar,
        "chips": chips_of(request.GET, choices),
        "newer_href": address(request.GET, cursor=page.previous_cursor) if page and page.previous_cursor else "",
        "older_href": address(request.GET, cursor=page.next_cursor) if page and page.next_cursor else "",
        "export_href": address(request.GET, "/incidents.csv"),
        "board_href": address(of_filters(request.GET), "/board"),
        "calendar_href": address(of_filters(request.GET), "/incidents/calendar"),
        "save_href": address(request.GET, "/incidents/views/new", saved=""),
        "choices": choices,
        "sorts": SORTS,
        "tests": TESTS,
        "given": {name: request.GET.get(name, "") for name in (*FILTERS, "sort", "saved")},
        "kept": _kept(request),
        "has_filter": any(request.GET.get(name) for name in FILTERS),
        "section": "incidents",
        **_columns(request, answer.columns),
    }
    template = "incidents/_list.html" if is_partial(request) else "incidents/list.html"
    return render(request, template, context, status=422 if answer.problem else 200)


def _answer(request: PersonRequest, bar: ViewsBar) -> Answer:
    """Part of a saved view may be gone; the rest of it still opens. Any other address has to be right."""
    given = request.GET.getlist("columns")
    left_out: list[str] = []
    try:
        try:
            wanted = parse_filter(dict(request.GET.lists()), me=request.user)
        except Invalid:
            if not bar.opened:
                raise
            params, left_out = readable(dict(request.GET.lists()), me=request.user)
            wanted = parse_filter(params, me=request.user)
        columns = known_columns(given) if bar.opened else parse_columns(given)
        page = page_of_incidents(request.actor, wanted, cursor=request.GET.get("cursor", ""))
    except Invalid as refusal:
        return Answer(problem=refusal.message)
    return Answer(wanted, page, columns, left_out=left_out)


def _columns(request: PersonRequest, columns: tuple[str, ...]) -> dict[str, Any]:
    may_select = request.actor.is_responder
    return {
        "columns": columns,
        "heads": heads(columns),
        "widths": widths(columns, may_select=may_select),
        "column_choices": column_choices(columns),
        "columns_given": "" if columns == DEFAULT_COLUMNS else ",".join(columns),
        "may_select": may_select,
    }


def _kept(request: PersonRequest) -> list[tuple[str, str]]:
    """What the form that chooses columns has to send again."""
    names = (*FILTERS, "sort", "saved")
    return [(name, value) for name in names for value in request.GET.getlist(name) if value]

"""All reports that the reader may see, by filters that stand in the address."""

from collections.abc import Iterator
from typing import Any, cast

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.core.tables import csv_response
from afterword.postmortems.filter_params import FILTERS, parse_filter
from afterword.postmortems.listing import PostmortemFilter, find_postmortems, page_of_postmortems, with_incidents
from afterword.web.incidents.list_address import address
from afterword.web.postmortems.list_filters import LIST, SORTS, chips_of, choices_of
from afterword.web.requests import PersonRequest, is_partial, signed_in

COLUMNS = ("number", "title", "kind", "state", "owner", "team", "incidents", "highest_severity", "template", "language",
           "review_on", "follow_up_on", "created_at", "updated_at", "published_at")  # fmt: skip


@signed_in
def list_postmortems(request: PersonRequest) -> HttpResponse:
    problem, page = "", None
    try:
        wanted = parse_filter(dict(request.GET.lists()), me=request.user)
        page = page_of_postmortems(request.actor, wanted, cursor=request.GET.get("cursor", ""))
        if request.GET.get("cursor") and not page.rows:
            return HttpResponseRedirect(address(request.GET, LIST))
    except Invalid as refusal:
        wanted, problem = PostmortemFilter(), refusal.message
    choices = choices_of(request)
    context = {
        "page": page,
        "wanted": wanted,
        "problem": problem,
        "choices": choices,
        "chips": chips_of(request.GET, choices),
        "sorts": SORTS,
        "given": {name: request.GET.get(name, "") for name in FILTERS},
        "has_filter": any(request.GET.get(name) for name in FILTERS),
        "newer_href": address(request.GET, LIST, cursor=page.previous_cursor) if page and page.previous_cursor else "",
        "older_href": address(request.GET, LIST, cursor=page.next_cursor) if page and page.next_cursor else "",
        "csv_href": address(request.GET, f"{LIST}.csv"),
        "may_create": can(request.actor, Verb.POSTMORTEM_CREATE),
        "section": "postmortems",
    }
    template = "postmortems/_list.html" if is_partial(request) else "postmortems/list.html"
    return render(request, template, context, status=422 if problem else 200)


@signed_in
def export_postmortems(request: PersonRequest) -> HttpResponse:
    """What the list shows, all of it, as a table for a spreadsheet."""
    wanted = parse_filter(dict(request.GET.lists()), me=request.user)
    found = with_incidents(find_postmortems(request.actor, wanted))
    return cast(HttpResponse, csv_response("postmortems.csv", COLUMNS, _cells(found)))  # it is sent like one


def _cells(found: Any) -> Iterator[tuple[object, ...]]:
    for each in found.iterator(chunk_size=200):
        covered = list(each.incidents.all())
        yield (
            each.reference, each.title, each.kind, each.state, each.owner, each.team,
            [incident.reference for incident in covered], covered[0].highest_severity.name if covered else "",
            each.template, each.language, each.review_on, each.follow_up_on, each.created_at, each.updated_at,
            each.published_at,
        )  # fmt: skip

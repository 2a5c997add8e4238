"""Search over everything the reader may see, as a page and for the palette."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from afterword.followups.searching import search_followups
from afterword.incidents.searching import search_incidents
from afterword.people.actor import Actor
from afterword.postmortems.searching import search_postmortems
from afterword.runbooks.searching import search_runbooks
from afterword.web.requests import PersonRequest, signed_in

IN_PALETTE, ON_PAGE = 8, 30
LONGEST = 400


@dataclass(frozen=True)
class Result:
    """One line of the palette; `kind` names its icon."""

    href: str
    title: str
    reference: str
    kind: str
    note: str = ""
    snippet: str = ""


@signed_in
def search(request: PersonRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    if request.GET.get("partial"):
        context: dict[str, object] = {"results": results_for(request.actor, words, limit=IN_PALETTE)}
        return render(request, "components/search_results.html", context)
    context = {"words": words, "results": results_for(request.actor, words, limit=ON_PAGE), "section": ""}
    return render(request, "home/search.html", context)


def results_for(actor: Actor, words: str, *, limit: int) -> list[Result]:
    """Incidents first, then reports, follow-ups and runbooks; nothing for no words."""
    if not words:
        return []
    incidents = [
        Result(each.incident.url, each.incident.title, each.incident.reference, "incident",
               each.incident.status.label, each.snippet)
        for each in search_incidents(actor, words, limit=limit)
    ]  # fmt: skip
    reports = [
        Result(each.row.url, each.row.title, each.row.reference, "postmortem",
               str(each.row.get_state_display()), each.snippet)
        for each in search_postmortems(actor, words, limit=limit)
    ]  # fmt: skip
    followups = [
        Result(each.row.url, each.row.title, each.row.reference, "followup",
               str(each.row.get_state_display()), each.snippet)
        for each in search_followups(actor, words, limit=limit)
    ]  # fmt: skip
    runbooks = [
        Result(each.row.url, each.row.title, each.row.reference, "runbook", "", each.snippet)
        for each in search_runbooks(actor, words, limit=limit)
    ]
    return [*incidents, *reports, *followups, *runbooks]

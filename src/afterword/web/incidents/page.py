"""The page of one incident: four sections, each with an address, parts of which refresh by themselves."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.incidents.kinds import UpdatePosted
from afterword.incidents.models import Incident
from afterword.postmortems.models import Postmortem
from afterword.runbooks.offered import offered_on
from afterword.timeline.models import TimelineEntry
from afterword.web.followups.rows import followups_of
from afterword.web.incidents.communications import told_in
from afterword.web.incidents.details import groups_of
from afterword.web.incidents.entries import shown_entries
from afterword.web.incidents.facts import facts_of
from afterword.web.incidents.finding import find, may, zones_of
from afterword.web.incidents.header import header_of, update_step
from afterword.web.incidents.note_forms import NoteForm
from afterword.web.incidents.people_facts import with_stints
from afterword.web.incidents.relations import relations_in
from afterword.web.incidents.timeline import RECENT, stretch_of
from afterword.web.incidents.timeline_choices import timeline_choices
from afterword.web.incidents.timeline_filter import TimelineFilter
from afterword.web.requests import PersonRequest, is_partial, signed_in

MOST_UPDATES = 50


@signed_in
def show_overview(request: PersonRequest, number: int) -> HttpResponse:
    incident = find(request, number)
    context = frame(request, incident, "")
    stretch = stretch_of(incident, TimelineFilter(), size=RECENT)
    context |= _entries(request, incident, stretch.entries, context["may"]) | {"has_earlier": stretch.earlier}
    context["groups"] = groups_of(incident)
    context["note_form"] = NoteForm(zones=zones_of(request, incident), auto_id="note_%s")
    return _rendered(request, "overview", context)


@dataclass(frozen=True)
class Picked:
    """Entries that were ticked, and why nothing was done to them."""

    numbers: frozenset[int]
    problem: str
    status: int


@signed_in
def show_timeline(request: PersonRequest, number: int, *, picked: Picked | None = None) -> HttpResponse:
    incident = with_stints(find(request, number))
    wanted = TimelineFilter.read(request.GET)
    stretch = stretch_of(incident, wanted)
    may_here = may(request, incident)
    if is_partial(request) and wanted.before and request.GET.get("more"):
        refresh_url = f"{incident.url}/timeline{wanted.shown_address(stretch.earlier)}&more=1"
        context: dict[str, Any] = {"incident": incident, "may": may_here, "wanted": wanted, "refresh_url": refresh_url}
        context |= _entries(request, incident, stretch.entries, may_here) | _paging(wanted, stretch.earlier)
        return render(request, "incidents/_earlier.html", context)
    context = frame(request, incident, "/timeline", wanted.shown_address(stretch.earlier))
    context |= _entries(request, incident, stretch.entries, may_here) | _paging(wanted, stretch.earlier)
    context |= {
        "wanted": wanted,
        "picked": picked,
        "note_form": NoteForm(zones=zones_of(request, incident), auto_id="note_%s"),
        **timeline_choices(incident, wanted, context["tellers"]),
    }
    return _rendered(request, "timeline", context, status=picked.status if picked else 200)


@signed_in
def show_remediation(request: PersonRequest, number: int) -> HttpResponse:
    incident = find(request, number)
    context = frame(request, incident, "/remediation")
    context["followups"] = followups_of(incident)
    return _rendered(request, "remediation", context)


@signed_in
def show_notifications(request: PersonRequest, number: int) -> HttpResponse:
    incident = find(request, number)
    context = frame(request, incident, "/notifications")
    updates = incident.timeline.of_kind(UpdatePosted).newest_first()[:MOST_UPDATES]
    context["updates"] = [(entry, entry.particulars) for entry in updates]
    context |= told_in(incident)
    return _rendered(request, "notifications", context)


def frame(request: PersonRequest, incident: Incident, part: str, query: str = "") -> dict[str, Any]:
    """What every section shows: header, tabs and facts. `query` is what the section asks for, to ask again."""
    may_here = may(request, with_stints(incident))
    impacts = list(incident.impacts.select_related("experience").prefetch_related("services"))
    facts = facts_of(request.actor, incident, impacts, may_update=may_here["update"])
    postmortem = Postmortem.objects.visible_to(request.actor).filter(incidents=incident).defer("document").first()
    return {
        "incident": incident,
        "may": may_here,
        "postmortem": postmortem,
        "may_start_postmortem": can(request.actor, Verb.POSTMORTEM_START, incident),
        "head": header_of(incident, impacts, postmortem, may_update=may_here["update"]),
        "update_step": update_step(incident),
        **relations_in(request.actor, incident),
        "tabs": tabs_of(incident, part),
        "part": part,
        "refresh_url": f"{incident.url}{part}{query}",
        "zone_of_incident": incident.zone,
        "section": "incidents",
        "runbooks": offered_on(request.actor, incident, facts["links"]),
        **facts,
    }


def tabs_of(incident: Incident, part: str) -> list[dict[str, Any]]:
    names = {
        "": _("Overview"),
        "/timeline": _("Timeline"),
        "/remediation": _("Remediation"),
        "/notifications": _("Notifications"),
    }
    return [{"href": f"{incident.url}{at}", "label": name, "is_current": at == part} for at, name in names.items()]


def _rendered(request: PersonRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The whole page, or only its parts where the page refreshes itself."""
    context["section_template"] = f"incidents/_{name}.html"
    template = "incidents/_parts.html" if is_partial(request) else "incidents/page.html"
    return render(request, template, context, status=status)


def _entries(
    request: PersonRequest, incident: Incident, entries: list[TimelineEntry], may_here: dict[str, bool]
) -> dict[str, Any]:
    return {"entries": shown_entries(request.actor, incident, entries, may_update=may_here["update"])}


def _paging(wanted: TimelineFilter, earlier: int | None) -> dict[str, Any]:
    return {
        "earlier_href": wanted.address(before=earlier) if earlier else "",
        "newest_href": wanted.address() if wanted.before else "",
    }

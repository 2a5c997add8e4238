"""Incidents that belong together: linking, parts, merging, splitting, and open ones that look alike."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from afterword.access.policy import see
from afterword.core.errors import DomainError
from afterword.incidents.actions.merge import merge_into
from afterword.incidents.actions.relations import relate, set_parent, unrelate
from afterword.incidents.actions.split import split_off
from afterword.incidents.models import Incident
from afterword.incidents.related import Bond, relatives_of
from afterword.incidents.similar import similar_open
from afterword.people.actor import Actor
from afterword.web.form_errors import show_refusal, status_of
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.entries import shown_entries
from afterword.web.incidents.finding import back_to, find, may
from afterword.web.incidents.relation_forms import LINKED, MergeForm, RelateForm, SplitForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in

MOST_SIMILAR = 5
MOST_TO_SPLIT = 200  # entries offered on the page; the newest
NAMES = {
    Bond.PARENT: gettext_lazy("Part of"),
    Bond.CHILD: gettext_lazy("Its parts"),
    Bond.LINKED: gettext_lazy("Linked"),
    Bond.MERGED_INTO: gettext_lazy("Merged into"),
    Bond.MERGED_IN: gettext_lazy("Merged into this"),
    Bond.DUPLICATE_OF: gettext_lazy("Duplicate of"),
    Bond.DUPLICATE: gettext_lazy("Duplicates"),
    Bond.SPLIT_FROM: gettext_lazy("Split off"),
    Bond.SPLIT_OFF: gettext_lazy("Split off from this"),
}


def relations_in(actor: Actor, incident: Incident) -> dict[str, Any]:
    """For the facts: each way of belonging together with its incidents, and where it is undone; and for the head,
    the incident in which this one ended."""
    undone = {Bond.LINKED: "relations", Bond.PARENT: "parent"}
    by_bond = relatives_of(actor, incident).by_bond
    listed = [
        {"label": NAMES[bond], "incidents": others, "undo": undone.get(bond, "")} for bond, others in by_bond.items()
    ]
    ended_in = by_bond.get(Bond.MERGED_INTO) or by_bond.get(Bond.DUPLICATE_OF)
    return {"relations": listed, "ended_in": ended_in[0] if ended_in else None}


@signed_in
def relate_incident(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    initial = {"other": request.GET.get("other", "")[:20]}
    form = RelateForm(sent(request), actor=request.actor, initial=initial)
    dialog = Dialog(_("Link an incident"), _("Link"), names={"parent": "other"})

    def run(given: dict[str, Any]) -> object:
        if given["how"] == LINKED:
            return relate(request.actor, incident, given["other"])
        return set_parent(request.actor, incident, given["other"])

    return converse(request, incident, form, dialog, run)


@require_POST
@signed_in
def end_relation(request: PersonRequest, number: int, other_number: int) -> HttpResponse:
    incident = to_change(request, number)
    other = see(request.actor, Incident.objects.filter(number=other_number))
    unrelate(request.actor, incident, other)
    return SeeOther(back_to(request, incident))


@require_POST
@signed_in
def leave_parent(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    set_parent(request.actor, incident, None)
    return SeeOther(back_to(request, incident))


@signed_in
def merge_incident(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    initial = {"other": request.GET.get("other", "")[:20]}
    form = MergeForm(sent(request), actor=request.actor, initial=initial)
    lead = _(
        "The other incident gets this one's timeline, impacts, people, services, links and open tasks. "
        "This one ends as merged, and stays readable as it is."
    )
    dialog = Dialog(_("Merge into another incident"), _("Merge"), lead=lead, names={"target": "other"})

    def run(given: dict[str, Any]) -> object:
        return merge_into(request.actor, incident, given["other"], reason=given["reason"])

    return converse(request, incident, form, dialog, run)


@signed_in
def split_incident(request: PersonRequest, number: int) -> HttpResponse:
    """A page with the timeline to choose from; leads to the new incident."""
    incident = to_change(request, number)
    form = SplitForm(sent(request), initial={"severity": incident.severity_id})
    status, chosen = status_of(form), _chosen(request)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            new = split_off(request.actor, incident, title=given["title"], entries=chosen, severity=given["severity"])
            return SeeOther(new.url)
        except DomainError as refusal:
            status = show_refusal(form, refusal)
    entries = list(incident.timeline.shown().newest_first()[:MOST_TO_SPLIT])
    context = {
        "incident": incident,
        "form": form,
        "entries": shown_entries(request.actor, incident, entries, may_update=False),
        "chosen": chosen,
        "back_href": back_to(request, incident),
        "section": "incidents",
        "zone_of_incident": incident.zone,
    }
    return render(request, "incidents/split.html", context, status=status)


def _chosen(request: PersonRequest) -> set[int]:
    given = (request.POST if request.method == "POST" else request.GET).getlist("entry")
    return {int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 10}


@signed_in
def show_similar(request: PersonRequest, number: int) -> HttpResponse:
    """Open incidents that look like this one, loaded beside it so that the page need not wait for them."""
    incident = find(request, number)
    services = list(incident.services.all())
    found = similar_open(request.actor, incident.title, services, limit=MOST_SIMILAR + 1) if incident.is_open else []
    similar = [each for each in found if each.pk != incident.pk][:MOST_SIMILAR]
    context = {"incident": incident, "similar": similar, "may": may(request, incident)}
    return render(request, "incidents/_similar_open.html", context)

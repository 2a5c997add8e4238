"""Declaring in two fields, and looking first whether somebody else has done so."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from afterword.core.errors import Conflict, Invalid
from afterword.incidents.actions.declare import declare
from afterword.incidents.models import Incident, IncidentType, Severity
from afterword.incidents.similar import similar_open
from afterword.people.models import Team, User
from afterword.web.form_errors import show_refusal, status_of
from afterword.web.incidents.declare_form import DeclareForm
from afterword.web.incidents.details_forms import types_offered
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in

MOST_SIMILAR = 3
PRACTICE = "[TEST] "


@signed_in
def declare_incident(request: PersonRequest) -> HttpResponse:
    """Without scripts a similar open incident is pointed out once, after sending; `anyway` declares all the same."""
    form = _form(request)
    status, similar = status_of(form), list[Incident]()
    if form.is_bound and form.is_valid():
        similar = _similar(request, form)
        if similar and not request.POST.get("anyway"):
            status = Conflict.status
        else:
            try:
                return SeeOther(_declare(request, form).url)
            except Invalid as refusal:
                status = show_refusal(form, refusal)
    context = {"form": form, "similar": similar, "section": "incidents", "severities": Severity.objects.all()}
    return render(request, "incidents/new.html", context, status=status)


@signed_in
def point_out_similar(request: PersonRequest) -> HttpResponse:
    """Open incidents that look like the title being typed; asked for while typing."""
    title = request.GET.get("title", "")[:300]
    similar = similar_open(request.actor, title, limit=MOST_SIMILAR) if title.strip() else []
    return render(request, "incidents/_similar.html", {"similar": similar})


@signed_in
def show_type_fields(request: PersonRequest) -> HttpResponse:
    """What a type means and asks for; asked for when another type is chosen. What was typed so far stays."""
    form = DeclareForm(type=_type(request.GET), initial={}, fixed_zone=timezone.get_current_timezone_name())
    for each in form.asked:
        if each.slot in request.GET:
            widget = form.fields[each.slot].widget
            form.initial[each.slot] = widget.value_from_datadict(request.GET, {}, each.slot)
    return render(request, "incidents/_type_fields.html", {"form": form})


def _type(given: QueryDict) -> IncidentType:
    """The one chosen, else the default one."""
    chosen = given.get("type", "")
    kinds = list(types_offered())
    found = next((each for each in kinds if str(each.pk) == chosen), None)
    return found or next((each for each in kinds if each.is_default), None) or IncidentType.objects.get(is_default=True)


def _form(request: PersonRequest) -> DeclareForm:
    zone = request.POST.get("zone") or timezone.get_current_timezone_name()
    unknown = Severity.objects.filter(is_unknown=True).values_list("pk", flat=True).first()
    kind = _type(request.POST)
    initial = {
        "title": PRACTICE if request.GET.get("practice") else "",
        "severity": unknown,
        "type": kind.pk,
        "commander": request.user.pk,
        "zone": zone,
        "is_over": "",
    }
    return DeclareForm(sent(request), initial=initial, fixed_zone=zone, type=kind)


def _similar(request: PersonRequest, form: DeclareForm) -> list[Incident]:
    given = form.cleaned_data
    return similar_open(request.actor, given["title"], given["services"], limit=MOST_SIMILAR)


def _declare(request: PersonRequest, form: DeclareForm) -> Incident:
    given = form.cleaned_data
    members: list[User | Team] = [*given["people"], *given["shared_teams"]]
    return declare(
        request.actor,
        title=given["title"],
        type=form.type_chosen,
        severity=given["severity"],
        commander=given["commander"],
        summary=given["summary"],
        services=list(given["services"]),
        teams=list(given["teams"]),
        impact=form.impact_draft(),
        times=form.times(),
        fields=form.fields_given(),
        zone=given["zone"],
        is_private=given["is_private"],
        members=members,
        is_test=given["is_test"],
    )

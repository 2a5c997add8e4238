"""Declaring in two fields, and looking first whether somebody else has done so."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from afterword.core.errors import Conflict, Invalid
from afterword.incidents.actions.declare import declare
from afterword.incidents.models import Incident, Severity
from afterword.incidents.similar import similar_open
from afterword.people.models import Team, User
from afterword.web.form_errors import show_refusal, status_of
from afterword.web.incidents.declare_form import DeclareForm
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


def _form(request: PersonRequest) -> DeclareForm:
    zone = request.POST.get("zone") or timezone.get_current_timezone_name()
    unknown = Severity.objects.filter(is_unknown=True).values_list("pk", flat=True).first()
    initial = {
        "title": PRACTICE if request.GET.get("practice") else "",
        "severity": unknown,
        "commander": request.user.pk,
        "zone": zone,
        "is_over": "",
    }
    return DeclareForm(sent(request), initial=initial, fixed_zone=zone)


def _similar(request: PersonRequest, form: DeclareForm) -> list[Incident]:
    given = form.cleaned_data
    return similar_open(request.actor, given["title"], given["services"], limit=MOST_SIMILAR)


def _declare(request: PersonRequest, form: DeclareForm) -> Incident:
    given = form.cleaned_data
    members: list[User | Team] = [*given["people"], *given["shared_teams"]]
    return declare(
        request.actor,
        title=given["title"],
        severity=given["severity"],
        commander=given["commander"],
        summary=given["summary"],
        services=list(given["services"]),
        teams=list(given["teams"]),
        impact=form.impact_draft(),
        times=form.times(),
        zone=given["zone"],
        is_private=given["is_private"],
        members=members,
        is_test=given["is_test"],
    )

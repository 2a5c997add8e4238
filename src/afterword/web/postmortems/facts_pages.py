"""What a report is besides its text: whose it is, of which incidents, and its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.access.policy import require, see
from afterword.access.verbs import Verb
from afterword.incidents.catalog import OPEN_CATEGORIES
from afterword.incidents.models import Incident
from afterword.postmortems.actions.cover import add_incident, remove_incident
from afterword.postmortems.actions.delete import delete_postmortem
from afterword.postmortems.actions.set_facts import set_facts
from afterword.web.postmortems.dialog import Dialog, converse
from afterword.web.postmortems.finding import find
from afterword.web.postmortems.life_forms import CoverForm, FactsForm, NoQuestionForm
from afterword.web.requests import PersonRequest, sent, signed_in

OFFERED = 50  # incidents to choose from; older ones rarely belong to it


@signed_in
def change_facts(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    names = ("owner", "team", "review_on", "follow_up_on")
    initial = {name: getattr(postmortem, name) for name in names}
    form = FactsForm(sent(request), kept_team=postmortem.team, initial=initial)
    dialog = Dialog(_("Owner and dates"), _("Save"), template="postmortems/facts.html")

    def run(given: dict[str, Any]) -> object:
        return set_facts(
            request.actor,
            postmortem,
            {
                "owner": given["owner"],
                "team": given["team"],
                "review_on": given["review_on"],
                "follow_up_on": given["follow_up_on"],
            },
        )

    return converse(request, postmortem, form, dialog, run)


@signed_in
def cover_incident(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    recent = Incident.objects.visible_to(request.actor).filter(coverage=None)
    recent = recent.exclude(status__category__in=OPEN_CATEGORIES).order_by("-declared_at", "-number")
    keys = list(recent.values_list("pk", flat=True)[:OFFERED])
    offered = Incident.objects.filter(pk__in=keys).order_by("-declared_at", "-number")
    lead = _("Its facts join the live parts of the report. Whoever may not see it will not see the report either.")
    dialog = Dialog(_("Add an incident"), _("Add"), lead=lead, template="postmortems/cover.html")
    return converse(
        request,
        postmortem,
        CoverForm(sent(request), incidents=offered),
        dialog,
        lambda given: add_incident(request.actor, postmortem, given["incident"]),
    )


@signed_in
def uncover_incident(request: PersonRequest, number: int, incident_number: int) -> HttpResponse:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    incident = see(request.actor, Incident.objects.filter(number=incident_number))
    lead = _("What is written about it stays in the text; its facts leave the live parts. It is free for a new report.")
    heading = _("Take %(reference)s out of the report") % {"reference": incident.reference}
    dialog = Dialog(heading, _("Take out"), lead=lead)
    return converse(
        request,
        postmortem,
        NoQuestionForm(sent(request)),
        dialog,
        lambda _given: remove_incident(request.actor, postmortem, incident),
    )


@signed_in
def delete(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_DELETE, postmortem)
    # Where it returns to is decided before it is gone.
    dialog = Dialog(
        _("Delete the report"),
        _("Delete for good"),
        template="postmortems/delete.html",
        is_danger=True,
        back_href="/postmortems" if request.method == "POST" else "",
        extra={
            "incidents": list(postmortem.incidents.all()),
            "followup_count": postmortem.followups.count(),
            "revision_count": postmortem.document.revisions.count(),
        },
    )

    def run(_given: dict[str, Any]) -> object:
        delete_postmortem(request.actor, postmortem)
        messages.success(request, _("%(reference)s is deleted.") % {"reference": f"PM-{number}"})
        return None

    return converse(request, postmortem, NoQuestionForm(sent(request)), dialog, run)

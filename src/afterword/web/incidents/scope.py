"""What an incident is about, who may see it, and what belongs to it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.actions.set_scope import set_services, set_teams, set_test
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import back_to, find
from afterword.web.incidents.forms import PrivacyForm, ServicesForm, TeamsForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


@signed_in
def change_services(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    data = sent(request)
    form = ServicesForm(data, incident=incident, initial={"services": incident.services.all()})
    dialog = Dialog(_("Services"), _("Save services"), template="incidents/choose.html")

    def run(given: dict[str, Any]) -> object:
        return set_services(request.actor, incident, given["services"])

    return converse(request, incident, form, dialog, run)


@signed_in
def change_teams(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    form = TeamsForm(sent(request), beside=incident.teams.all(), initial={"teams": incident.teams.all()})
    dialog = Dialog(_("Teams"), _("Save teams"), template="incidents/choose.html")

    def run(given: dict[str, Any]) -> object:
        return set_teams(request.actor, incident, given["teams"])

    return converse(request, incident, form, dialog, run)


@require_POST
@signed_in
def mark_test(request: PersonRequest, number: int) -> HttpResponse:
    """Say that it is a test (`is_test=1`), or that it is real."""
    incident = to_change(request, number)
    set_test(request.actor, incident, is_test=request.POST.get("is_test") == "1")
    return SeeOther(back_to(request, incident))


@signed_in
def change_privacy(request: PersonRequest, number: int) -> HttpResponse:
    incident = find(request, number)
    require(request.actor, Verb.INCIDENT_SHARE, incident)
    members = list(incident.members.select_related("team"))
    initial = {
        "is_private": incident.is_private,
        "people": [each.user_id for each in members if each.user_id],
        "teams": [each.team_id for each in members if each.team_id],
    }
    form = PrivacyForm(sent(request), beside=[each.team for each in members if each.team], initial=initial)
    dialog = Dialog(_("Who may see it"), _("Save"), template="incidents/choose.html")

    def run(given: dict[str, Any]) -> object:
        return set_privacy(
            request.actor,
            incident,
            is_private=given["is_private"],
            people=given["people"] if given["is_private"] else (),
            teams=given["teams"] if given["is_private"] else (),
        )

    return converse(request, incident, form, dialog, run)

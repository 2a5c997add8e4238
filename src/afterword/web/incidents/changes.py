"""Changing what an incident is called, how bad it is, and where it stands."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.incidents.actions.acknowledge import acknowledge
from afterword.incidents.actions.describe import rename
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.models import Incident
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import find, zones_of
from afterword.web.incidents.forms import AcknowledgeForm, SeverityForm, StatusForm, TitleForm
from afterword.web.requests import PersonRequest, sent, signed_in


def to_change(request: PersonRequest, number: int) -> Incident:
    """The incident, when the person may work on it."""
    incident = find(request, number)
    require(request.actor, Verb.INCIDENT_UPDATE, incident)
    return incident


@signed_in
def change_title(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    form = TitleForm(sent(request), initial={"title": incident.title, "since": incident.timeline_head})
    dialog = Dialog(_("Rename the incident"), _("Save title"), theirs=lambda: incident.title)

    def run(given: dict[str, Any]) -> object:
        return rename(request.actor, incident, given["title"], since=given["since"])

    return converse(request, incident, form, dialog, run)


@signed_in
def change_severity(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    form = SeverityForm(sent(request), zones=zones_of(request, incident), initial={"severity": incident.severity_id})
    dialog = Dialog(_("How bad is it"), _("Set severity"), template="incidents/severity.html")

    def run(given: dict[str, Any]) -> object:
        return set_severity(request.actor, incident, given["severity"], at=given["at"], reason=given["reason"])

    return converse(request, incident, form, dialog, run)


@signed_in
def change_status(request: PersonRequest, number: int) -> HttpResponse:
    """Between the open statuses; `?to=stable` has that one chosen already."""
    incident = to_change(request, number)
    form = StatusForm(sent(request), zones=zones_of(request, incident), initial={"status": incident.status_id})
    wanted = request.GET.get("to", "")
    likely = next((each for each in form.statuses if each.category == wanted), None)
    if likely:
        form.initial["status"] = likely.pk
    dialog = Dialog(_("Where does it stand"), _("Set status"), template="incidents/status.html")

    def run(given: dict[str, Any]) -> object:
        return set_status(request.actor, incident, given["status"], at=given["at"], reason=given["reason"])

    return converse(request, incident, form, dialog, run)


@signed_in
def acknowledge_incident(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    form = AcknowledgeForm(sent(request), zones=zones_of(request, incident))
    lead = _("Say that somebody has taken it on. The first time counts.")
    dialog = Dialog(_("Acknowledge"), _("Acknowledge"), lead=lead)

    def run(given: dict[str, Any]) -> object:
        return acknowledge(request.actor, incident, at=given["at"])

    return converse(request, incident, form, dialog, run)

"""What was told to whom: writing it down, correcting it, taking it out."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.incidents.actions.communications import (
    Told,
    change_communication,
    log_communication,
    remove_communication,
)
from afterword.incidents.communication_log import reach_of
from afterword.incidents.models import Audience, Channel, Communication, Incident
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import find, zones_of
from afterword.web.incidents.forms import SinceMixin, Words, text_area
from afterword.web.moments import MomentField, MomentForm
from afterword.web.requests import PersonRequest, sent, signed_in

MOST_SHOWN = 200


class CommunicationForm(SinceMixin, MomentForm):
    message = Words(label=_("What was told"), widget=text_area(4, autofocus="autofocus"))
    audience = forms.ChoiceField(label=_("Audience"), choices=Audience.choices, widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    to_whom = forms.CharField(
        label=_("To whom"), required=False, help_text=_("A channel, a list, a group of customers.")
    )
    people_count = forms.IntegerField(label=_("How many were told"), required=False, min_value=0)
    told_at = MomentField(label=_("When"), required=False, help_text=_("Now, if left empty."))


def told_in(incident: Incident) -> dict[str, Any]:
    """The log for the page, newest first, inside and outside apart."""
    rows = list(incident.communications.order_by("-told_at", "-created_at")[:MOST_SHOWN])
    hints = {
        Audience.INSIDE: gettext("Posted updates stand above. Log here what was said in chats, mails and calls."),
        Audience.OUTSIDE: gettext("Nobody outside was told yet: status page, mails to customers, the support desk."),
    }
    sides = [
        {"label": side.label, "rows": [each for each in rows if each.audience == side], "empty": hints[side]}
        for side in Audience
    ]
    return {"told": sides, "told_any": bool(rows), "reach": reach_of(rows)}


@signed_in
def log(request: PersonRequest, number: int) -> HttpResponse:
    incident = find(request, number)
    asked = request.GET.get("audience", "")
    initial = {"audience": asked if asked in Audience.values else Audience.INSIDE}
    initial["channel"] = Channel.STATUS_PAGE if asked == Audience.OUTSIDE else Channel.CHAT
    form = CommunicationForm(sent(request), zones=zones_of(request, incident), initial=initial)
    dialog = Dialog(gettext("What was told"), gettext("Add to the log"), key="told")

    def run(given: dict[str, Any]) -> object:
        return log_communication(request.actor, incident, _told(given))

    return converse(request, incident, form, dialog, run)


@signed_in
def change(request: PersonRequest, number: int, communication_id: UUID) -> HttpResponse:
    incident, communication = _to_change(request, number, communication_id)
    names = ("message", "audience", "channel", "to_whom", "people_count", "told_at")
    initial = {name: getattr(communication, name) for name in names} | {"since": incident.timeline_head}
    form = CommunicationForm(sent(request), zones=zones_of(request, incident), initial=initial)
    dialog = Dialog(
        gettext("What was told"),
        gettext("Save"),
        theirs=lambda: _communication(incident, communication_id).message,
    )

    def run(given: dict[str, Any]) -> object:
        return change_communication(request.actor, communication, _told(given), since=given["since"])

    return converse(request, incident, form, dialog, run)


@signed_in
def remove(request: PersonRequest, number: int, communication_id: UUID) -> HttpResponse:
    incident, communication = _to_change(request, number, communication_id)
    lead = gettext("“%(words)s” is taken out. The timeline keeps that it was there.") % {"words": communication}
    dialog = Dialog(gettext("Take it out of the log"), gettext("Take out"), lead=lead, is_danger=True)

    def run(_given: dict[str, Any]) -> object:
        return remove_communication(request.actor, communication)

    return converse(request, incident, forms.Form(sent(request)), dialog, run)


def _told(given: dict[str, Any]) -> Told:
    return Told(**{name: value for name, value in given.items() if name != "since"})


def _to_change(request: PersonRequest, number: int, communication_id: UUID) -> tuple[Incident, Communication]:
    incident = find(request, number)
    communication = _communication(incident, communication_id)
    if communication.told_by_id != request.actor.user_id:
        require(request.actor, Verb.INCIDENT_UPDATE, incident)
    return incident, communication


def _communication(incident: Incident, communication_id: UUID) -> Communication:
    found = incident.communications.filter(pk=communication_id).first()
    if found is None:
        raise NotFound(gettext("This was taken out of the log by somebody else."))
    found.incident = incident
    return found

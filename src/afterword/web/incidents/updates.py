"""Telling people where things stand."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.incidents.actions.post_update import post_update
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.forms import UpdateForm
from afterword.web.requests import PersonRequest, sent, signed_in


@signed_in
def post_an_update(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    initial = {"severity": incident.severity_id, "status": incident.status_id, "due_in": "30" * incident.is_open}
    form = UpdateForm(sent(request), incident=incident, initial=initial)
    dialog = Dialog(_("Post an update"), _("Post update"), template="incidents/update.html", key="update")

    def run(given: dict[str, Any]) -> object:
        return post_update(
            request.actor,
            incident,
            given["message"],
            status=given.get("status"),
            severity=given["severity"],
            next_due_at=_due(given["due_in"]),
        )

    return converse(request, incident, form, dialog, run)


def _due(minutes: str) -> datetime | None:
    return clock.now() + timedelta(minutes=int(minutes)) if minutes else None

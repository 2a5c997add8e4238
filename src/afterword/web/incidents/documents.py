"""Documents, chats, calls and tickets that belong to an incident."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.core.errors import NotFound
from afterword.incidents.actions.links import add_link, edit_link, remove_link
from afterword.incidents.models import Incident, IncidentLink
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import back_to, find
from afterword.web.incidents.task_forms import DocumentForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


@signed_in
def add_document(request: PersonRequest, number: int) -> HttpResponse:
    incident = find(request, number)
    kind = request.GET.get("kind", "")
    form = DocumentForm(sent(request), initial={"kind": kind})
    heading = {"chat": _("Add the chat"), "call": _("Add the call")}.get(kind, _("Add a document"))
    dialog = Dialog(heading, _("Add"), lead=_("A runbook, dashboard, ticket, chat, call: any address."))

    def run(given: dict[str, Any]) -> object:
        return add_link(request.actor, incident, url=given["url"], title=given["title"], kind=given["kind"])

    return converse(request, incident, form, dialog, run)


@signed_in
def edit_document(request: PersonRequest, number: int, link_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    link = _link(incident, link_id)
    initial = {"url": link.url, "title": link.title, "kind": link.kind, "since": incident.timeline_head}
    form = DocumentForm(sent(request), initial=initial)
    dialog = Dialog(_("Change the document"), _("Save"), theirs=lambda: _link(incident, link_id).title)

    def run(given: dict[str, Any]) -> object:
        return edit_link(request.actor, link, **given)

    return converse(request, incident, form, dialog, run)


@require_POST
@signed_in
def remove_document(request: PersonRequest, number: int, link_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    remove_link(request.actor, _link(incident, link_id))
    return SeeOther(back_to(request, incident))


def _link(incident: Incident, link_id: UUID) -> IncidentLink:
    link = incident.links.filter(pk=link_id).first()
    if link is None:
        raise NotFound(_("This link was removed by somebody else."))
    link.incident = incident
    return link

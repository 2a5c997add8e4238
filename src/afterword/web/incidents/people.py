"""Who works on an incident, and as what."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.incidents.actions.assign_role import assign_role, leave_role
from afterword.incidents.actions.join import helping_role, join, leave
from afterword.incidents.actions.watch import unwatch, watch
from afterword.incidents.models import Role
from afterword.people.models import User
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import back_to, find
from afterword.web.incidents.forms import RoleForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


@signed_in
def assign(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    helping = helping_role()
    form = RoleForm(sent(request), initial={"person": request.user.pk, "role": helping and helping.pk})
    dialog = Dialog(_("Assign a role"), _("Assign"), template="incidents/role.html")

    def run(given: dict[str, Any]) -> object:
        return assign_role(request.actor, incident, given["role"], given["person"])

    return converse(request, incident, form, dialog, run)


@require_POST
@signed_in
def take_over(request: PersonRequest, number: int) -> HttpResponse:
    """Become the commander; the one before is told by the timeline."""
    incident = to_change(request, number)
    assign_role(request.actor, incident, Role.objects.get(is_commander=True), request.user)
    return SeeOther(back_to(request, incident))


@require_POST
@signed_in
def end_role(request: PersonRequest, number: int, role_id: UUID, user_id: UUID) -> HttpResponse:
    """End a person's time in a role; one's own may always be ended."""
    incident = find(request, number)
    role, person = get_object_or_404(Role, pk=role_id), get_object_or_404(User, pk=user_id)
    leave_role(request.actor, incident, role, person)
    return SeeOther(back_to(request, incident))


@require_POST
@signed_in
def take_role(request: PersonRequest, number: int, role_id: UUID) -> HttpResponse:
    """Take a role that the type of incident asks for."""
    incident = to_change(request, number)
    assign_role(request.actor, incident, get_object_or_404(Role, pk=role_id), request.user)
    return SeeOther(back_to(request, incident))


@require_POST
@signed_in
def join_in(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    join(request.actor, incident)
    return SeeOther(back_to(request, incident))


@require_POST
@signed_in
def leave_it(request: PersonRequest, number: int) -> HttpResponse:
    """End all of one's own roles. Who sees a private incident only through them is led to the list."""
    incident = find(request, number)
    leave(request.actor, incident)
    is_seen = can(request.actor, Verb.INCIDENT_VIEW, incident)
    return SeeOther(back_to(request, incident) if is_seen else "/incidents")


@require_POST
@signed_in
def set_watching(request: PersonRequest, number: int) -> HttpResponse:
    """Watch it (`on=1`), or no longer."""
    incident = find(request, number)
    (watch if request.POST.get("on") == "1" else unwatch)(request.actor, incident)
    return SeeOther(back_to(request, incident))

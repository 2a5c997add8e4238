"""Who works on an incident, and as what."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.incidents.actions.assign_role import assign_role, leave_role
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
    helping = Role.objects.filter(retired_at=None, is_commander=False).order_by("-position").first()
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

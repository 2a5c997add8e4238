"""Follow-ups on the incident's page: adding one, and making one of a task."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.followups.actions.add_followup import add_followup
from afterword.followups.actions.from_task import make_followup
from afterword.followups.models import FollowUpKind, Horizon
from afterword.web.followups.forms import FollowUpForm
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import back_to
from afterword.web.incidents.tasks import task_on
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


@signed_in
def add(request: PersonRequest, number: int) -> HttpResponse:
    """`?kind=monitor&title=...` fills in what a prompt suggests."""
    incident = to_change(request, number)
    kind = request.GET.get("kind", "")
    initial = {
        "kind": kind if kind in FollowUpKind.values else FollowUpKind.ACTION,
        "title": request.GET.get("title", "")[:256],
        "horizon": Horizon.MONTH,
    }
    form = FollowUpForm(sent(request), initial=initial, incident=incident)
    dialog = Dialog(
        _("Add a follow-up"),
        _("Add follow-up"),
        template="followups/form.html",
        key="followup",
        extra={"is_wide": True},
    )

    def run(_given: dict[str, Any]) -> object:
        return add_followup(request.actor, incident, form.draft())

    return converse(request, incident, form, dialog, run)


@require_POST
@signed_in
def from_task(request: PersonRequest, number: int, task_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    make_followup(request.actor, task_on(incident, task_id))
    return SeeOther(back_to(request, incident))

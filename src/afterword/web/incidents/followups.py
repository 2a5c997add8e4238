"""Follow-ups on the incident's page: adding one, and making one of a task."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from afterword.followups.actions.from_task import make_followup
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.finding import back_to
from afterword.web.incidents.tasks import task_on
from afterword.web.requests import PersonRequest, SeeOther, signed_in


@require_POST
@signed_in
def from_task(request: PersonRequest, number: int, task_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    make_followup(request.actor, task_on(incident, task_id))
    return SeeOther(back_to(request, incident))

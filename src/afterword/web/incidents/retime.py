"""Moving a note in time from where it stands on the page; the edit form does the same without scripts."""

from datetime import datetime

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.core import clock
from afterword.core.errors import DomainError, Invalid, NotFound
from afterword.incidents.actions.edit_note import retime_note
from afterword.web.formats import short_moment
from afterword.web.incidents.finding import find
from afterword.web.requests import PersonRequest, signed_in


@require_POST
@signed_in
def move(request: PersonRequest, number: int, entry_number: int) -> HttpResponse:
    """`at` is the new time with its offset, `since` the newest entry that the person has seen. Answers in JSON:
    what was done, in words, and the time to go back to."""
    incident = find(request, number)
    entry = incident.timeline.filter(number=entry_number).first()
    if entry is None:
        raise NotFound(_("There is no such entry on this timeline."))
    before = entry.occurred_at
    try:
        entry = retime_note(request.actor, incident, entry_number, _moment(request.POST.get("at", "")))
    except DomainError as refusal:
        return JsonResponse({"problem": refusal.message}, status=refusal.status)
    words = _("Moved to %(time)s") % {"time": short_moment(entry.occurred_at, clock.now())}
    return JsonResponse({"said": words, "before": before.isoformat(), "at": entry.occurred_at.isoformat()})


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Invalid({"at": _("Say when, with the distance from UTC.")})
    return at

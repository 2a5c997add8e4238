"""What is done to many entries of a timeline at once. Works without scripts: boxes, and a bar of buttons."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from afterword.core.errors import DomainError, Invalid
from afterword.incidents.actions.flag_entries import flag_entries
from afterword.incidents.actions.merge_notes import merge_notes, take_notes_apart
from afterword.incidents.models import Incident
from afterword.web.incidents.finding import back_to, find
from afterword.web.incidents.page import Picked, show_timeline
from afterword.web.incidents.timeline_filter import TimelineFilter
from afterword.web.requests import PersonRequest, SeeOther, signed_in

MOST_READ = 2000  # numbers that are read at all; the verbs refuse far fewer, in words


@require_POST
@signed_in
def act(request: PersonRequest, number: int) -> HttpResponse:
    """Do `do` to the ticked entries and go on selecting; a refusal is shown with the ticks as they were."""
    incident = find(request, number)
    numbers = _numbers(request)
    try:
        said = _act(request, incident, numbers, request.POST.get("do", ""))
    except DomainError as refusal:
        return show_timeline(request, number, picked=Picked(frozenset(numbers), refusal.message, refusal.status))
    messages.success(request, said)
    return SeeOther(f"{incident.url}/timeline{TimelineFilter.read(request.GET).address()}")


@require_POST
@signed_in
def take_apart(request: PersonRequest, number: int, entry_number: int) -> HttpResponse:
    incident = find(request, number)
    take_notes_apart(request.actor, incident, entry_number)
    messages.success(request, _("The notes stand for themselves again."))
    return SeeOther(f"{back_to(request, incident)}#entry-{entry_number}")


def _act(request: PersonRequest, incident: Incident, numbers: list[int], what: str) -> str:
    known: dict[str, Callable[[PersonRequest, Incident, list[int]], str]] = {
        "flag": _flag,
        "unflag": _unflag,
        "merge": _merge,
    }
    if what not in known:
        raise Invalid({"do": _("Choose what to do with them.")})
    return known[what](request, incident, numbers)


def _flag(request: PersonRequest, incident: Incident, numbers: list[int]) -> str:
    count = flag_entries(request.actor, incident, numbers, is_important=True)
    return ngettext("%(count)d entry marked as important", "%(count)d entries marked as important", count) % {
        "count": count
    }


def _unflag(request: PersonRequest, incident: Incident, numbers: list[int]) -> str:
    count = flag_entries(request.actor, incident, numbers, is_important=False)
    return ngettext("Mark taken off %(count)d entry", "Mark taken off %(count)d entries", count) % {"count": count}


def _merge(request: PersonRequest, incident: Incident, numbers: list[int]) -> str:
    merge_notes(request.actor, incident, numbers)
    return _("Merged into the earliest of them. Open it there to take them apart again.")


def _numbers(request: PersonRequest) -> list[int]:
    texts = request.POST.getlist("entry")[:MOST_READ]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10]

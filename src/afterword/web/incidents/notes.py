"""Writing on the timeline: notes, their corrections, and what is important."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.edit_note import edit_note
from afterword.incidents.actions.flag_entry import flag_entry
from afterword.incidents.actions.pictures import add_pictures
from afterword.incidents.kinds import NoteAdded
from afterword.incidents.models import Incident
from afterword.timeline.models import TimelineEntry
from afterword.web.form_errors import show_problems
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.entries import shown_entries
from afterword.web.incidents.finding import back_to, find, may, zones_of
from afterword.web.incidents.note_forms import NoteEditForm, NoteForm
from afterword.web.incidents.page import show_overview, show_timeline
from afterword.web.incidents.pictures import sent_pictures
from afterword.web.requests import PersonRequest, SeeOther, is_partial, report_in, sent, signed_in


@require_POST
@signed_in
def write_note(request: PersonRequest, number: int) -> HttpResponse:
    """Add a note. In place, the answer is the refreshed timeline, or the compose box with what is wrong."""
    incident = find(request, number)
    form = NoteForm(request.POST, zones=zones_of(request, incident), auto_id="note_%s")
    if form.is_valid():
        try:
            entry = add_note(request.actor, incident, pictures=sent_pictures(request), **form.cleaned_data)
        except Invalid as problem:
            show_problems(form, problem)
        else:
            return _noted(request, incident, entry)
    context = {"incident": incident, "note_form": form, "section": "incidents", "zone_of_incident": incident.zone}
    template = "incidents/_compose.html" if is_partial(request) else "incidents/note.html"
    response = render(request, template, context, status=422)
    response["HX-Retarget"] = response["HX-Reselect"] = "#compose"
    response["HX-Reswap"] = "outerHTML"
    return response


def _noted(request: PersonRequest, incident: Incident, entry: TimelineEntry) -> HttpResponse:
    section = back_to(request, incident)
    if not is_partial(request):
        return SeeOther(f"{section}#entry-{entry.number}")
    show = show_timeline if section.endswith("/timeline") else show_overview
    return show(request, incident.number)


@signed_in
def correct_note(request: PersonRequest, number: int, entry_number: int) -> HttpResponse:
    incident = find(request, number)
    entry = _entry(incident, entry_number)
    what = entry.particulars
    if not isinstance(what, NoteAdded):
        raise NotFound(_("There is no such note on this timeline."))
    if entry.actor_user_id != request.actor.user_id and not can(request.actor, Verb.INCIDENT_UPDATE, incident):
        raise NotAllowed(_("This is somebody else's note. Ask a responder to change it."))
    initial = {
        "text": what.text,
        "author": what.author,
        "link": what.link,
        "occurred_at": entry.occurred_at,
        "since": incident.timeline_head,
    }
    is_quote = bool(what.author or what.link)
    form = NoteEditForm(sent(request), zones=zones_of(request, incident), initial=initial, is_quote=is_quote)
    dialog = Dialog(
        _("Edit the note"),
        _("Save note"),
        template="incidents/note_edit.html",
        anchor=f"#entry-{entry.number}",
        extra={
            "history_href": f"{incident.url}/entries/{entry.number}/history" if entry.edited_at else "",
            "is_multipart": True,
        },
        theirs=lambda: str(_entry(incident, entry_number).data["text"]),
    )

    def run(given: dict[str, Any]) -> object:
        pictures = sent_pictures(request)
        with transaction.atomic():
            if pictures:
                add_pictures(request.actor, incident, entry.number, pictures)
            return edit_note(request.actor, incident, entry.number, **given)

    return converse(request, incident, form, dialog, run)


@require_POST
@signed_in
def flag(request: PersonRequest, number: int, entry_number: int) -> HttpResponse:
    """Mark an entry as important (`?on=1`), or take the mark off (`?on=0`)."""
    incident = find(request, number)
    entry = flag_entry(request.actor, incident, entry_number, is_important=request.GET.get("on") == "1")
    if not is_partial(request):
        return SeeOther(report_in(request) or f"{back_to(request, incident)}#entry-{entry.number}")
    may_update = may(request, incident)["update"]
    [shown] = shown_entries(request.actor, incident, [entry], may_update=may_update)
    context = {"entry": shown, "incident": incident}
    return render(request, "components/entry.html", context)


@signed_in
def show_history(request: PersonRequest, number: int, entry_number: int) -> HttpResponse:
    """What a note said before each edit, newest first."""
    incident = find(request, number)
    entry = _entry(incident, entry_number)
    context = {
        "incident": incident,
        "entry": entry,
        "versions": _versions(entry),
        "back_href": f"{back_to(request, incident)}#entry-{entry.number}",
        "section": "incidents",
        "zone_of_incident": incident.zone,
    }
    return render(request, "incidents/history.html", context)


def _entry(incident: Incident, number: int) -> TimelineEntry:
    entry: TimelineEntry | None = incident.timeline.filter(number=number).first()
    if entry is None:
        raise NotFound(_("There is no such entry on this timeline."))
    return entry


def _versions(entry: TimelineEntry) -> list[dict[str, Any]]:
    """Each text with who wrote it and when, newest first: an edit keeps the words that it replaced."""
    versions = []
    text, occurred_at = _words_of(entry.data), entry.occurred_at
    for edit in entry.edits.order_by("-edited_at"):
        versions.append({"who": edit.actor_label, "at": edit.edited_at, "text": text, "occurred_at": occurred_at})
        text, occurred_at = _words_of(edit.data_before), edit.occurred_at_before
    first = {"who": entry.actor_label, "at": entry.recorded_at, "text": text, "occurred_at": occurred_at}
    return [*versions, first]


def _words_of(data: dict[str, Any]) -> str:
    """What an entry said: the words of a note, or what was known of a milestone."""
    return str(data.get("text") or "\n\n".join(data.get("details", {}).values()))

"""The timeline: notes, and everything else that was recorded."""

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from afterword.api.answers import answer, created
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Input, Moment
from afterword.api.v1.lookup import incident_at
from afterword.api.v1.parameters import TimelineOrder
from afterword.api.v1.shapes import EntryPage, EntryShape
from afterword.api.v1.timeline_rows import COLUMNS, entry_page, entry_shape
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.edit_note import edit_note
from afterword.incidents.actions.flag_entry import flag_entry
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.timeline.registry import all_kinds

router = Router(tags=["Timeline"])


class NoteInput(Input):
    text: str
    occurred_at: Moment | None = None
    is_important: bool = False


class EntryChanges(Input):
    """Text and time can be changed on notes only, the mark on every entry."""

    text: str | None = None
    occurred_at: Moment | None = None
    is_important: bool | None = None


@router.post("/incidents/{int:number}/timeline", response={201: EntryShape}, summary="Write a note")
def append_note(request: ApiRequest, number: int, body: NoteInput) -> HttpResponse:
    """Markdown, now or at an earlier time."""
    incident = incident_at(request.auth, number)
    entry = add_note(request.auth, incident, body.text, occurred_at=body.occurred_at, is_important=body.is_important)
    return created(_entry(incident, entry.number), f"/api/v1{incident.url}/timeline/{entry.number}")


@router.get("/incidents/{int:number}/timeline", response=EntryPage, summary="Read the timeline")
def read_timeline(
    request: ApiRequest,
    number: int,
    *,
    kind: str = "",
    important: bool = False,
    order: TimelineOrder = "newest",
    cursor: str = "",
) -> HttpResponse:
    """Up to 100 entries, those of one kind (such as note.added) or the important ones only; follow `next`."""
    incident = incident_at(request.auth, number)
    entries, query = incident.timeline.shown(), {}
    if kind:
        if kind not in {each.name for each in all_kinds()}:
            raise Invalid({"kind": _("There is no such kind of entry.")})
        entries, query["kind"] = entries.filter(kind=kind), kind
    if important:
        entries, query["important"] = entries.important(), "true"
    return answer(entry_page(incident, entries, order=order, query=query, cursor=cursor))


@router.get("/incidents/{int:number}/timeline/{int:entry}", response=EntryShape, summary="Read one entry")
def read_entry(request: ApiRequest, number: int, entry: int) -> HttpResponse:
    return answer(_entry(incident_at(request.auth, number), entry))


@router.patch("/incidents/{int:number}/timeline/{int:entry}", response=EntryShape, summary="Edit a note, flag an entry")
def change_entry(request: ApiRequest, number: int, entry: int, body: EntryChanges) -> HttpResponse:
    """What a note said before is kept."""
    incident = incident_at(request.auth, number)
    with transaction.atomic():
        _change(request.auth, incident, entry, body)
    return answer(_entry(incident, entry))


def _change(actor: Actor, incident: Incident, number: int, body: EntryChanges) -> None:
    if body.text is not None or body.occurred_at is not None:
        text = _entry(incident, number)["text"] if body.text is None else body.text
        edit_note(actor, incident, number, text=text, occurred_at=body.occurred_at)
    if body.is_important is not None:
        flag_entry(actor, incident, number, is_important=body.is_important)


def _entry(incident: Incident, number: int) -> EntryShape:
    row = incident.timeline.shown().filter(number=number).values(*COLUMNS).first()
    if row is None:
        raise NotFound(_("There is no such entry on this timeline."))
    return entry_shape(row)

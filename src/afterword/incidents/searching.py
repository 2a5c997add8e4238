"""Incidents in the search index: what of them is found, when it is refreshed, and asking for them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from afterword.core.jobs import task
from afterword.core.search import drop, prune, put, ranked
from afterword.core.search.index import BODY_LENGTH
from afterword.incidents.kinds import (
    Declared,
    ImpactAdded,
    ImpactChanged,
    ImpactRemoved,
    Imported,
    NoteAdded,
    NoteEdited,
    NotesMerged,
    NotesTakenApart,
    Renamed,
    RootCauseChanged,
    ServicesChanged,
    SummaryChanged,
    UpdatePosted,
)
from afterword.incidents.listing import LABELS
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.timeline.publish import follow
from afterword.timeline.registry import name_of

KIND = "incident"
TASK = "incidents.index"
WRITTEN = (NoteAdded, UpdatePosted)
CHANGES_WORDS = (Declared, Imported, Renamed, SummaryChanged, RootCauseChanged, ServicesChanged, ImpactAdded,
                 ImpactChanged, ImpactRemoved, NoteAdded, NoteEdited, NotesMerged, NotesTakenApart,
                 UpdatePosted)  # fmt: skip
BURST = timedelta(seconds=1)  # what is written within it is indexed together
_ENTRIES_AT_ONCE = 200
_INCIDENTS_AT_ONCE = 100
_REFERENCE = re.compile(r"\s*(?:INC-|#)?(\d{1,9})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """An incident, and plain text around the place where it says what was asked for."""

    incident: Incident
    snippet: str


def search_incidents(actor: Actor, words: str, *, limit: int = 20) -> list[Found]:
    """What the actor may see and has all words, best first; INC-142, #142 or 142 puts that incident on top."""
    visible = Incident.objects.visible_to(actor).select_related(*LABELS)
    reference = _REFERENCE.fullmatch(words)
    named = visible.filter(number=reference[1]) if reference else visible.none()
    found = [Found(incident, incident.summary[:180]) for incident in named]
    hits = ranked(KIND, words, limit=limit, among=visible)
    incidents = visible.in_bulk([hit.row_id for hit in hits])
    known = {each.incident.pk for each in found}
    more = (hit for hit in hits if hit.row_id in incidents and hit.row_id not in known)
    return [*found, *(Found(incidents[hit.row_id], hit.snippet) for hit in more)][:limit]


def index(incident: Incident) -> None:
    """Make the incident findable by what it says now."""
    put(KIND, incident.pk, f"{incident.reference} {incident.title}", _body(incident))


@task(TASK)
def index_later(incident: str) -> None:
    row = Incident.objects.filter(pk=UUID(incident)).first()
    if row is None:
        drop(KIND, UUID(incident))
    else:
        index(row)


def follow_timelines() -> None:
    """Refresh an incident's words soon after they change. A thousand notes in a burst cost one refresh."""
    follow(TASK, [name_of(each) for each in CHANGES_WORDS], delay=BURST)


def reindex_all(on_progress: Callable[[int], None] = lambda _: None) -> int:
    """Index every incident anew and forget those that are gone; tells and returns how many."""
    keys = list(Incident.objects.order_by("number").values_list("pk", flat=True))
    for start in range(0, len(keys), _INCIDENTS_AT_ONCE):
        portion = keys[start : start + _INCIDENTS_AT_ONCE]
        for incident in Incident.objects.filter(pk__in=portion).prefetch_related("services", "impacts"):
            index(incident)
        on_progress(start + len(portion))
    prune(KIND, Incident.objects.all())
    return len(keys)


def _body(incident: Incident) -> str:
    services = ", ".join(service.name for service in incident.services.all())
    impacts = [impact.description for impact in incident.impacts.all()]
    parts = [part for part in (incident.summary, incident.root_cause, services, *impacts) if part]
    length = sum(map(len, parts))
    for text in _written_on(incident):
        if length >= BODY_LENGTH:
            break
        parts.append(text)
        length += len(text)
    return "\n".join(parts)


def _written_on(incident: Incident) -> Iterator[str]:
    """Notes and updates, newest first, read a little at a time: most of a long timeline may not fit."""
    entries = incident.timeline.shown().of_kind(*WRITTEN).order_by("-number").values_list("number", "data")
    portion = list(entries[:_ENTRIES_AT_ONCE])
    while portion:
        for _, data in portion:
            yield str(data["text"])
        portion = list(entries.filter(number__lt=portion[-1][0])[:_ENTRIES_AT_ONCE])

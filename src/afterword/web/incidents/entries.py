"""Timeline entries as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.incidents import kinds
from afterword.incidents.milestone_fields import PLANS
from afterword.incidents.models import Incident, Milestone
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from afterword.timeline.registry import Happening
from afterword.web.formats import full_stamp, short_moment
from afterword.web.incidents.entry_parts import NO_PARTS, Parts, parts_of
from afterword.web.incidents.figures import change_lines
from afterword.web.markdown import shown

LATE = timedelta(minutes=2)  # told so much after it happened, the page says so
LONG, MANY_LINES = 1200, 20  # a text beyond either is shown by its beginning first
NOTHING = mark_safe("")
_LOOKS: dict[type, tuple[str, str]] = {
    # icon, tone
    kinds.Declared: ("declare", "danger"),
    kinds.Imported: ("download", ""),
    kinds.Acknowledged: ("check", ""),
    kinds.SeverityChanged: ("alert", ""),
    kinds.HandedOver: ("person", ""),
    kinds.GlassBroken: ("unlock", "danger"),
    kinds.Resolved: ("circle-check", "success"),
    kinds.Reopened: ("declare", "danger"),
    kinds.Completed: ("checks", "success"),
    kinds.UpdatePosted: ("update", ""),
    kinds.ImpactAdded: ("target", "danger"),
    kinds.ImpactEnded: ("target", "success"),
    kinds.TaskCompleted: ("circle-check", ""),
    kinds.MilestoneMarked: ("flag-filled", ""),
}
_TONES = {"stable": "", "active": "danger"}


@dataclass(frozen=True)
class ShownEntry:
    """One entry with everything its template needs; sentences in the reader's language."""

    number: int
    anchor: str  # the name of its place on the page
    weight: str
    actor_label: str
    sentence: str
    occurred_at: datetime
    is_important: bool
    edited_at: datetime | None
    icon_name: str
    tone: str
    body: SafeString
    quote: SafeString
    is_long: bool
    is_late: bool
    flag_href: str
    edit_href: str
    history_href: str
    move_href: str  # where a note is told another time
    apart_href: str  # where the notes folded under it are taken apart
    parts: Parts
    milestone: str  # which one a note is
    milestone_href: str  # where a note becomes one
    origin: str = ""  # the incident that it was copied from, by its number


def shown_entries(
    actor: Actor, incident: Incident, entries: Iterable[TimelineEntry], *, may_update: bool
) -> list[ShownEntry]:
    prefetch_related_objects([incident], "milestones")
    known = {each.entry_id: each for each in incident.milestones.all()}
    listed = list(entries)
    origins, parts = _origins(listed), parts_of(incident, listed)
    shown_ones = [
        shown_entry(
            actor,
            incident,
            entry,
            may_update=may_update,
            milestone=known.get(entry.pk),
            parts=parts.get(entry.pk, NO_PARTS),
        )
        for entry in listed
    ]
    if not origins:
        return shown_ones
    return [
        replace(each, origin=origins.get(entry.copied_from_id, ""))
        for each, entry in zip(shown_ones, listed, strict=True)
    ]


def _origins(entries: list[TimelineEntry]) -> dict[UUID | None, str]:
    """Where copies came from; usually there are none, and nothing is asked."""
    keys = [entry.copied_from_id for entry in entries if entry.copied_from_id]
    if not keys:
        return {}
    rows = TimelineEntry.objects.filter(pk__in=keys).values_list("pk", "incident__number")
    return {key: f"INC-{number}" for key, number in rows}


def shown_entry(
    actor: Actor,
    incident: Incident,
    entry: TimelineEntry,
    *,
    may_update: bool,
    milestone: Milestone | None = None,
    parts: Parts = NO_PARTS,
) -> ShownEntry:
    what = entry.particulars
    is_note = isinstance(what, kinds.NoteAdded)
    icon_name, tone = _look(what)
    url = f"{incident.url}/entries/{entry.number}"
    may_edit = is_note and (may_update or _is_by(entry, actor.user_id))
    return ShownEntry(
        number=entry.number,
        anchor=f"entry-{entry.number}",
        weight=str(entry.weight),
        actor_label=entry.actor_label,
        sentence="" if isinstance(what, kinds.NoteAdded) and not what.author else what.sentence(),
        occurred_at=entry.occurred_at,
        is_important=entry.is_important,
        edited_at=entry.edited_at,
        icon_name=icon_name,
        tone=tone,
        body=_body(what),
        quote=shown(what.text) if isinstance(what, kinds.UpdatePosted) else NOTHING,
        is_long=_is_long(str(getattr(what, "text", ""))),
        is_late=entry.recorded_at - entry.occurred_at > LATE,
        flag_href=f"{url}/flag?on={0 if entry.is_important else 1}",
        edit_href=f"{url}/edit" if may_edit else "",
        history_href=f"{url}/history" if entry.edited_at else "",
        move_href=f"{url}/time" if may_edit else "",
        apart_href=f"{url}/apart" if may_edit and parts.folded else "",
        parts=parts,
        milestone=str(milestone.get_kind_display()) if is_note and milestone else "",
        milestone_href=_way_to_milestone(incident, entry) if may_update and is_note and not milestone else "",
    )


def _way_to_milestone(incident: Incident, entry: TimelineEntry) -> str:
    return f"{incident.url}/milestones?note={entry.number}"


def _is_by(entry: TimelineEntry, user_id: UUID | None) -> bool:
    author: UUID | None = entry.actor_user_id
    return author is not None and author == user_id


def _is_long(text: str) -> bool:
    return len(text) > LONG or text.count("\n") > MANY_LINES


def _look(what: Happening) -> tuple[str, str]:
    if isinstance(what, kinds.StatusChanged):
        return f"status-{what.category}", _TONES.get(what.category, "")
    return _LOOKS.get(type(what), ("", ""))


def _body(what: Happening) -> SafeString:
    """What stands below the sentence: the words of a note, a reason, a time before and after, a new text folded."""
    match what:
        case kinds.NoteAdded() | kinds.HandedOver():
            return _said(what)
        case kinds.TimestampCorrected():
            return _lines(_before_and_after(what.before, what.after), what.why())
        case kinds.ImpactAdded() | kinds.ImpactChanged():
            return _lines(_span(what.started_at, what.ended_at)) + _changes(what.facts)
        case kinds.BusinessImpactChanged():
            return _changes(what.facts)
        case kinds.MilestoneMarked():
            return _details(what)
        case kinds.StintCorrected() | kinds.StintRemoved():
            return _lines(_span(what.joined_at, what.left_at))
        case kinds.SummaryChanged() | kinds.RootCauseChanged() | kinds.HandoverOffered():
            return _folded(what)
    return _lines(str(getattr(what, "reason", "")))


def _folded(what: kinds.SummaryChanged | kinds.RootCauseChanged | kinds.HandoverOffered) -> SafeString:
    """Words that stand elsewhere in full: on the overview, and on the entry of the successor who accepted."""
    if isinstance(what, kinds.HandoverOffered):
        summary, words = _("What they need to know"), what.text
    else:
        summary, words = _("Show the text"), what.after
    return format_html("<details><summary>{}</summary>{}</details>", summary, shown(words)) if words else NOTHING


def _said(note: kinds.NoteAdded | kinds.HandedOver) -> SafeString:
    """What somebody wrote; the words of somebody else as a quotation with its source."""
    words = shown(note.text)
    if not isinstance(note, kinds.NoteAdded):
        return words
    if note.author:
        words = format_html("<blockquote>{}</blockquote>", words)
    if not note.link:
        return words
    address = '<p class="entry-source"><a href="{}" rel="noopener noreferrer">{}</a></p>'
    return words + format_html(address, note.link, urlsplit(note.link).hostname or note.link)


def _lines(*lines: str | SafeString) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((conditional_escape(line),) for line in lines if line))


def _details(what: kinds.MilestoneMarked) -> SafeString:
    """What is known of a milestone, in the order in which it is asked."""
    plan = PLANS.get(what.milestone)
    asked = plan.details if plan else ()
    said = [(_(each.label), what.details[each.name]) for each in asked if each.name in what.details]
    lines = format_html_join(mark_safe("<br>"), '<span class="soft">{}:</span> {}', said)
    return format_html("<p>{}</p>", lines) if said else NOTHING


def _changes(facts: tuple[kinds.FactChange, ...]) -> SafeString:
    if not facts:
        return NOTHING
    lines = format_html_join("", "<li>{}</li>", ((line,) for line in change_lines(facts)))
    return format_html('<ul class="fact-changes">{}</ul>', lines)


def _before_and_after(before: datetime | None, after: datetime | None) -> SafeString:
    if before == after:
        return _stamp(after)
    return format_html("{} → {}", _stamp(before), _stamp(after))


def _span(started_at: datetime, ended_at: datetime | None) -> SafeString:
    return format_html("{} – {}", _stamp(started_at), _stamp(ended_at) if ended_at else _("running"))


def _stamp(moment: datetime | None) -> SafeString:
    if moment is None:
        return format_html("{}", _("not set"))
    text, full = short_moment(moment, clock.now()), full_stamp(moment)
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(timespec="seconds"), full, text)

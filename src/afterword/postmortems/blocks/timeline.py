"""The timeline block: days as headings, one line for each entry, in the report's zone."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from afterword.incidents.milestone_fields import PLANS
from afterword.incidents.models import Milestone, Phase
from afterword.incidents.phases import phase_at, phases_of
from afterword.people.actor import ActorKind
from afterword.postmortems.blocks.parts import heading_line
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.blocks.response import step
from afterword.postmortems.facts import Facts, IncidentFacts
from afterword.postmortems.phrases import clock_time, day, listed, question, written, zone_name
from afterword.postmortems.sentences import colon, one_sentence
from afterword.timeline.models import TimelineEntry
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, children, mark, node, paragraph, text

BOLD = mark("bold")
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:?'\"()%/")


Told = tuple[TimelineEntry, str]


@block("timeline", is_live=True)
def timeline(facts: Facts, params: Params) -> list[Node]:
    """`by`: flat (else) or phase; `phase`: one of the four alone; `choice`: important (else) or all."""
    wanted = str(params.get("phase", ""))
    if wanted in Phase.values:
        return _phase(facts, Phase(wanted)) or [question(_asking(Phase(wanted)))]
    if params.get("by") == "phase":
        return _by_phase(facts)
    entries = _entries(facts)
    if not entries:
        return [question(_("Nothing on the timeline is marked important. When was it noticed, mitigated and over?"))]
    return [*_flat(facts, entries), *_more(facts)]


def _entries(facts: Facts) -> list[Told]:
    return sorted(
        ((entry, each.incident.reference) for each in facts.incidents for entry in each.entries),
        key=lambda pair: (pair[0].occurred_at, pair[0].number),
    )


def _flat(facts: Facts, entries: list[Told], day_told: date | None = None) -> list[Node]:
    """Day by day; `day_told` stands above them already."""
    days = groupby(entries, key=lambda pair: pair[0].occurred_at.astimezone(facts.zone).date())
    return [each for at, told in days for each in _day_nodes(facts, list(told), has_heading=at != day_told)]


def _more(facts: Facts) -> list[Node]:
    if not facts.has_more_entries:
        return []
    return [question(_("This is the beginning. The incident and the Markdown file have the whole timeline."))]


def _by_phase(facts: Facts) -> list[Node]:
    nodes: list[Node] = []
    for phase in Phase:
        nodes.append(heading_line(str(phase.label)))
        nodes += _phase(facts, phase) or [question(_asking(phase))]
    return [*nodes, *_more(facts)]


def _phase(facts: Facts, phase: Phase) -> list[Node]:
    """Its milestones with all that is known of them, and between them what else happened."""
    steps, entries = [], []
    for each in facts.incidents:
        steps += [(one, each) for one in each.milestones if PLANS[one.kind].phase == phase]
        told_already = {one.entry_id for one in each.milestones}
        phases = phases_of(
            each.incident,
            mitigation_began_at=_first_of(each, Phase.MITIGATION),
            investigation_began_at=_first_of(each, Phase.INVESTIGATION),
        )
        entries += [
            (entry, each.incident.reference)
            for entry in each.entries
            if entry.pk not in told_already and phase_at(phases, entry.occurred_at) == phase
        ]
    steps.sort(key=lambda pair: pair[0].occurred_at)
    entries.sort(key=lambda pair: (pair[0].occurred_at, pair[0].number))
    nodes: list[Node] = []
    day_told: date | None = None
    for one, each in steps:
        earlier = [pair for pair in entries if pair[0].occurred_at < one.occurred_at]
        entries = entries[len(earlier) :]
        nodes += [*_flat(facts, earlier, day_told), *_step(facts, one, each)]
        day_told = one.occurred_at.astimezone(facts.zone).date()
    return [*nodes, *_flat(facts, entries, day_told)]


def _first_of(each: IncidentFacts, phase: Phase) -> datetime | None:
    """When its first milestone of this phase was reached, so that entries stand where milestones do."""
    return min((one.occurred_at for one in each.milestones if PLANS[one.kind].phase == phase), default=None)


def _step(facts: Facts, one: Milestone, each: IncidentFacts) -> list[Node]:
    made = step(facts, one)
    return made if facts.is_one else [paragraph(f"{each.incident.reference}:"), *made]


def _asking(phase: Phase) -> str:
    return {
        Phase.DETECTION: _("When did it start, who or what noticed it, and who took it on?"),
        Phase.INVESTIGATION: _("Where did the search begin, what was found out, and when was the cause known?"),
        Phase.MITIGATION: _("What was planned, what was done, and when did it get better?"),
        Phase.POST_INCIDENT: _("How long was it watched, and what said that it was over?"),
    }[phase]


def _day_nodes(facts: Facts, told: list[Told], *, has_heading: bool = True) -> list[Node]:
    moment = told[0][0].occurred_at
    heading = f"{day(moment, facts.zone)} ({zone_name(moment, facts.zone)})"
    items = [_item(facts, entry, reference, steps) for entry, reference, steps in _joined(facts, told)]
    listing = node("bulletList", items)
    return [node("paragraph", [text(heading, BOLD)]), listing] if has_heading else [listing]


def _joined(facts: Facts, told: list[Told]) -> Iterator[tuple[TimelineEntry, str, list[Milestone]]]:
    """Each entry with the milestones it is; one marked beside a note of the same moment becomes one line with it."""
    marked = {one.entry_id: one for each in facts.incidents for one in each.milestones}
    steps: defaultdict[UUID, list[Milestone]] = defaultdict(list)
    at = {_moment(entry): entry for entry, _reference in told if entry.pk in marked}
    beside = [entry for entry, _reference in reversed(told) if _moment(entry) in at and _words(entry)]
    at |= {_moment(entry): entry for entry in beside}  # the first of them
    for entry, _reference in told:
        if one := marked.get(entry.pk):
            steps[at[_moment(entry)].pk].append(one)
    for entry, reference in told:
        if entry.pk not in marked or steps[entry.pk]:
            yield entry, reference, steps[entry.pk]


def _moment(entry: TimelineEntry) -> tuple[UUID, datetime]:
    return entry.incident_id, entry.occurred_at


def _words(entry: TimelineEntry) -> str:
    return str(getattr(entry.particulars, "text", ""))


def _item(facts: Facts, entry: TimelineEntry, reference: str, steps: list[Milestone]) -> Node:
    about = facts.about("entry", reference, entry.number, int(entry.is_important))
    prefix = "" if facts.is_one else f"{reference} · "
    names = listed(one.get_kind_display() for one in steps)
    begun = [text(clock_time(entry.occurred_at, facts.zone), BOLD), text(f" {prefix}")]
    begun += [text(names, BOLD)] if names else []
    words = _words(entry)
    if not words:
        said = _known_of(steps) if steps else [text(f"{entry.actor_label} {entry.particulars.sentence()}")]
        return node("listItem", [node("paragraph", [*begun, *said])], about=about)
    first, *rest = _blocks_of(words)
    if first["type"] != "paragraph":
        first, rest = node("paragraph"), [first, *rest]
    # What an import or a schedule wrote down was said by somebody else, or by nobody.
    author = "" if entry.actor_kind == ActorKind.SYSTEM else f"{entry.actor_label}{colon()}"
    said_by = f"{' – ' if names else ''}{author}"
    begun += [text(said_by)] if said_by else []
    return node("listItem", [node("paragraph", [*begun, *children(first)]), *rest], about=about)


def _known_of(steps: list[Milestone]) -> list[Node]:
    """The first thing that is known of a milestone, such as what was found."""
    known = [
        str(one.details[each.name]) for one in steps for each in PLANS[one.kind].details if one.details.get(each.name)
    ]
    return [text(f"{colon()}{one_sentence(known[0])}")] if known else []


def _blocks_of(words: str) -> list[Node]:
    """A note's Markdown as nodes; what holds no mark-up at all skips the parser, for long timelines."""
    if PLAIN.issuperset(words):
        return [node("paragraph", [text(words)])]
    return written(words) or [node("paragraph", [text(words)])]

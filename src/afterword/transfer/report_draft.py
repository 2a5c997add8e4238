"""A finished report as it is to come in: what was recognised in its file, and what somebody corrected."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from afterword.core.rows import JSON
from afterword.incidents.models import TITLE_LENGTH, Incident, Severity
from afterword_text.recognise import FoundLine, Recognised, recognise
from afterword_text.recognise.stamps import day_of_name
from afterword_text.zone_letters import LETTERS

MOMENTS = ("started", "detected", "declared", "acknowledged", "mitigated", "resolved")
_PUBLISHED = ("published", "final", "closed", "complete", "completed", "done", "已发布", "终稿", "已完成")
_LEVEL = re.compile(r"\bS(?:EV)?[\s-]?(\d)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ReportDraft:
    """`name` is the file's path in what was brought in; with `source` it tells the file apart for ever.

    Without an `incident`, one is made of what the text tells, unless it `stands_alone`.
    """

    source: str
    name: str
    text: str
    title: str
    zone: str = ""
    severity: str = ""
    services: tuple[str, ...] = ()
    times: dict[str, str] = field(default_factory=dict)
    incident: Incident | None = None
    stands_alone: bool = False
    is_published: bool = False

    @property
    def key(self) -> str:
        return f"{self.source}:{self.name}"


def draft_of(source: str, name: str, text: str) -> ReportDraft:
    """What the file states. What it says nothing of stays empty; without a title it is called like its file."""
    found = recognise(text, name)
    title = found.title.words if found.title else _called(name)
    return ReportDraft(
        source=source,
        name=name,
        text=text,
        title=title[:TITLE_LENGTH],
        zone=LETTERS.get(found.zone.words.upper(), found.zone.words) if found.zone else "",
        severity=known_severity(found.severity.words) if found.severity else "",
        services=tuple(each.words[:80] for each in found.services),
        times={moment: _in_letters(said.words) for moment, said in found.times.items()},
        stands_alone=not has_a_time(found, name),
        is_published=bool(found.status) and found.status.words.lower() in _PUBLISHED if found.status else False,
    )


def has_a_time(found: Recognised, name: str) -> bool:
    """Whether the text says when it happened; without that nothing can be said of an incident."""
    return bool(found.times or found.day or day_of_name(name) or any("-" in line.at for line in found.timeline))


def known_severity(words: str) -> str:
    """The severity here that the words name, or that has their number; nothing for words such as “critical”."""
    known = list(Severity.objects.filter(retired_at=None).values_list("name", flat=True))
    same = next((name for name in known if name.lower() == words.strip().lower()), "")
    level = _LEVEL.search(words)
    return same or next((name for name in known if level and (it := _LEVEL.search(name)) and it[1] == level[1]), "")


def incident_row(draft: ReportDraft, found: Recognised) -> JSON:
    """The incident of the report as a row that the import of incidents takes."""
    row: JSON = {
        "id": draft.name,
        "title": draft.title,
        "timezone": draft.zone,
        "severity": draft.severity,
        "services": list(draft.services),
        "status": "resolved",
        "summary": found.texts.get("summary", ""),
        "root_cause": found.texts.get("root-cause", ""),
        "timeline": [_line(each) for each in found.timeline],
    }
    row |= {f"{moment}_at": said for moment, said in draft.times.items() if said}
    days = [line.at for line in found.timeline if "-" in line.at]
    if not draft.times and not days:
        day = day_of_name(draft.name)
        stated = found.day.words if found.day else day.isoformat() if day else ""
        row |= {"declared_at": stated} if stated else {}
    return row


def _line(line: FoundLine) -> JSON:
    return {"at": line.at, "timezone": LETTERS.get(line.zone.upper(), line.zone), "text": line.words}


def _in_letters(words: str) -> str:
    """北京时间 and its like by the name that is read everywhere."""
    at, _, zone = words.partition(" ")
    return f"{at} {LETTERS.get(zone, zone)}".strip()


def _called(name: str) -> str:
    stem = PurePosixPath(name).stem
    return re.sub(r"[-_\s]+", " ", stem).strip() or name

"""What can be recognised in a postmortem that somebody wrote elsewhere: only what it states, each with its line."""

from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    """Why something could not be placed."""

    SECTION = "section"  # a heading that stands for none of our sections
    TIMELINE = "timeline"  # words in a timeline that name no time
    TIME = "time"  # a labelled time that can't be read
    FIELD = "field"  # a fact of the front matter that nothing is made of
    HEAD = "head"  # front matter that is no YAML


@dataclass(frozen=True)
class Stated:
    """Words of the text; the first line is 1, front matter included."""

    words: str
    line: int


@dataclass(frozen=True)
class Unplaced:
    why: Why
    words: str
    line: int


@dataclass(frozen=True)
class FoundSection:
    """A heading and the section of ours that it stands for."""

    id: str
    title: str
    line: int


@dataclass(frozen=True)
class FoundLine:
    """A line of a timeline. `at` is a day with a time, or only the time where no day is stated anywhere."""

    at: str
    zone: str
    words: str
    line: int


@dataclass(frozen=True)
class FoundAction:
    words: str
    line: int
    details: str = ""
    owner: str = ""
    due: str = ""
    url: str = ""
    is_done: bool = False


@dataclass
class Recognised:
    """`times` has started, detected, declared, acknowledged, mitigated and resolved, as far as they are stated."""

    title: Stated | None = None
    zone: Stated | None = None
    severity: Stated | None = None
    status: Stated | None = None
    day: Stated | None = None
    times: dict[str, Stated] = field(default_factory=dict)
    services: list[Stated] = field(default_factory=list)
    authors: list[Stated] = field(default_factory=list)
    sections: list[FoundSection] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)  # of summary, impact and root cause, by section id
    timeline: list[FoundLine] = field(default_factory=list)
    actions: list[FoundAction] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

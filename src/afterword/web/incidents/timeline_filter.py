"""What of a timeline somebody looks at, as the address says it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.kind_groups import GROUPS
from afterword.incidents.models import Phase

SHOWS = ("", "notes", "milestones", "important")
WORDS_LENGTH = 200


@dataclass(frozen=True)
class TimelineFilter:
    """All of it holds at once. Entries are named by their numbers."""

    show: str = ""
    person: UUID | None = None
    kind: str = ""
    phase: Phase | None = None
    words: str = ""
    before: int | None = None  # only what came earlier than this entry
    down_to: int | None = None  # no further than to this entry: what an open page shows already
    to_end: bool = False  # the same where it shows the oldest
    selects: bool = False  # with a box before each entry

    @classmethod
    def read(cls, params: QueryDict) -> "TimelineFilter":
        """Invalid for what is no filter; entries that are not there are told by showing the newest."""
        show = params.get("show", "")
        if show not in SHOWS:
            raise Invalid({"show": _("Show all, notes, milestones or important.")})
        kind, phase = params.get("kind", ""), params.get("phase", "")
        if kind and kind not in GROUPS:
            raise Invalid({"kind": _("There is no such kind of entry.")})
        if phase and phase not in Phase.values:
            raise Invalid({"phase": _("There is no such phase.")})
        return cls(
            show,
            _person(params.get("person", "")),
            kind,
            Phase(phase) if phase else None,
            " ".join(params.get("q", "").replace("\0", "").split())[:WORDS_LENGTH],
            _number(params, "before"),
            _number(params, "down_to"),
            params.get("to_end") == "1",
            params.get("select") == "1",
        )

    @property
    def has_any(self) -> bool:
        return bool(self.show or self.narrows)

    @property
    def narrows(self) -> bool:
        """Whether more is asked for than one of the four views."""
        return bool(self.person or self.kind or self.phase or self.words)

    def shown_address(self, earlier: int | None) -> str:
        """What is shown now, to ask for it again: `earlier` is the last of it where there are more before it."""
        return self.address(before=self.before, down_to=earlier, to_end="" if earlier else "1")

    def address(self, **changed: str | int | UUID | None) -> str:
        """The query of this filter with some of it changed; "?" when nothing is left of it."""
        kept: dict[str, Any] = {
            "show": self.show,
            "person": self.person,
            "kind": self.kind,
            "phase": self.phase and self.phase.value,
            "q": self.words,
            "select": "1" if self.selects else "",
            **changed,
        }
        return "?" + urlencode({name: value for name, value in kept.items() if value})


def _person(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as wrong:
        raise Invalid({"person": _("There is no such person.")}) from wrong


def _number(params: QueryDict, name: str) -> int | None:
    text = params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

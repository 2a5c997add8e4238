"""The sections of a source text: a heading with the lines below it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from afterword_text.recognise.lines import SourceLine, plain
from afterword_text.recognise.meanings import section_for
from afterword_text.recognise.stamps import stamp_at_start

_SOME_DAY = date(2000, 1, 1)  # only to tell a day from other words, where its year is not stated


@dataclass
class Block:
    """`meaning` is the id of the section of ours that it stands for, if any; an inner heading passes it on."""

    heading: SourceLine | None
    meaning: str
    lines: list[SourceLine] = field(default_factory=list)

    @property
    def title(self) -> str:
        return plain(self.heading.text) if self.heading else ""


def blocks_of(lines: Iterable[SourceLine]) -> list[Block]:
    """All in order. A heading that is a time of a timeline belongs to the block above it."""
    made = [Block(None, "")]
    for line in lines:
        heading = line if line.level else _bare_heading(line, made[-1])
        if heading is None or (made[-1].meaning == "timeline" and stamp_at_start(heading.text, _SOME_DAY)):
            made[-1].lines.append(line)
            continue
        made.append(Block(heading, section_for(plain(heading.text)) or _inherited(heading, made)))
    return made


def called(blocks: Iterable[Block], meaning: str) -> Iterator[Block]:
    return (block for block in blocks if block.meaning == meaning)


def _inherited(heading: SourceLine, before: list[Block]) -> str:
    """The meaning of the closest heading above it that is bigger."""
    level = heading.level
    for block in reversed(before):
        if block.heading and block.heading.level < level:
            if block.meaning or block.heading.level == 1:
                return block.meaning
            level = block.heading.level
    return ""


def _bare_heading(line: SourceLine, current: Block) -> SourceLine | None:
    """“Action Items” on a line of its own, its heading sign forgotten."""
    words = line.text.strip()
    is_alone = not current.lines or current.lines[-1].is_blank
    if (
        is_alone
        and not line.is_code
        and words.rstrip(":：").lower() in ("action items", "timeline", "行动项", "时间线")
    ):
        return SourceLine(line.number, words.rstrip(":："), 2)
    return None

"""A Markdown text as lines that know where they stand: below which heading, and whether inside code."""

import re
from dataclasses import dataclass

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_SIGNS = re.compile(r"[*_`]+")
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_LONGEST = 4000  # characters of a line that are looked at: a longer one is data, and would be slow to search


@dataclass(frozen=True)
class SourceLine:
    """`level` is that of a heading, 0 for everything else."""

    number: int
    text: str
    level: int = 0
    is_code: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def source_lines(body: str, first: int) -> list[SourceLine]:
    """Every line; of a heading only its words. Comments are blank: they are no statements."""
    body = _without_comments(body)
    made, fence = [], ""
    for number, whole in enumerate(body.split("\n"), start=first):
        text = whole[:_LONGEST]
        mark = _FENCE.match(text)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            made.append(SourceLine(number, text, is_code=True))
            continue
        heading = None if fence else _HEADING.match(text)
        if heading:
            made.append(SourceLine(number, heading[2], len(heading[1])))
        else:
            made.append(SourceLine(number, text.rstrip(), is_code=bool(fence)))
    return made


def _without_comments(body: str) -> str:
    kept, at = [], 0
    while (start := body.find("<!--", at)) >= 0 and (end := body.find("-->", start)) >= 0:
        kept += [body[at:start], "\n" * body.count("\n", start, end)]
        at = end + 3
    return "".join([*kept, body[at:]])


def plain(text: str) -> str:
    """The words without the signs of Markdown that stand around them."""
    return " ".join(_SIGNS.sub("", _LINK.sub(r"\1", text)).split())


def cells(text: str) -> list[str] | None:
    """The cells of a row of a table; None when it is none."""
    row = text.strip()
    if not row.startswith("|"):
        return None
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", row.removesuffix("|")[1:])]


def is_rule(row: list[str]) -> bool:
    """The row of dashes below the head of a table."""
    return all(re.fullmatch(r":?-+:?", cell) or not cell for cell in row) and any(row)

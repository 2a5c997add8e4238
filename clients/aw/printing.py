"""What appears in the terminal: tables and lines for people, JSON for programs."""

import json
import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from aw.server import Json

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PIPED_WIDTH = 2000  # wide enough that nothing is cut when a program reads
STYLES = {"active": "bold red", "stable": "yellow", "resolved": "green", "completed": "dim"}

console = Console(highlight=False)
piped = Console(highlight=False, width=PIPED_WIDTH)


def as_json(data: Json) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))


def line(words: str = "", style: str = "") -> None:
    """One line of text that is not interpreted, wrapped by the terminal and not by us."""
    console.print(Text(plain(words), style=style), soft_wrap=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """Aligned columns without lines; on a terminal the last column wraps when room is short, and the others stay."""
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in headings[:-1]:
        grid.add_column(heading, no_wrap=True)
    grid.add_column(headings[-1], overflow="fold")
    for row in rows:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(plain(cell)) for cell in row))
    (console if console.is_terminal else piped).print(grid)


def status(row: Json) -> Text:
    """The status in its color; the word stays beside it."""
    return Text(plain(row["status"]), style=STYLES.get(row["status_category"], ""))


def plain(text: str) -> str:
    """Without characters that steer a terminal: what is shown was written by others."""
    return _CONTROL.sub("", text)

"""The page in the documentation that quotes figures: each command writes its own part of it."""

from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "benchmarks.md"
LIVE = "## Live editing"  # the last part, written by another command than what stands before it


def keep_page(text: str) -> None:
    """All of it but the part about live editing."""
    live = part_of(PAGE.read_text() if PAGE.exists() else "", LIVE)
    PAGE.write_text(f"{text.rstrip()}\n\n{live}" if live else text)


def keep_section(heading: str, text: str) -> None:
    """This part, which is the last, in the place of what stood there."""
    before = PAGE.read_text() if PAGE.exists() else ""
    kept = before.removesuffix(part_of(before, heading)).rstrip()
    PAGE.write_text(f"{kept}\n\n{text}")


def part_of(page: str, heading: str) -> str:
    """From the heading to the end; empty when there is none."""
    at = page.find(f"{heading}\n")
    return page[at:] if at >= 0 else ""

"""What a new runbook asks for, in the writer's language."""

from pathlib import Path

from afterword_text.markdown import parse
from afterword_text.tree import Tree

FOLDER = Path(__file__).parent / "skeletons"
FALLBACK_LANGUAGE = "en"


def skeleton(language: str, lesson: str = "") -> Tree:
    """The sections to fill in, English where the language has none; `lesson` is Markdown that comes before them."""
    known = {each.stem for each in FOLDER.glob("*.md")}
    body = (FOLDER / f"{language if language in known else FALLBACK_LANGUAGE}.md").read_text(encoding="utf-8")
    return parse(f"{lesson.strip()}\n\n{body}" if lesson.strip() else body)

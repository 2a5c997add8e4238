"""Nothing that a real document says gets lost between Markdown and the tree."""

from pathlib import Path

import pytest

from afterword_text import front_matter
from tests.text.losses import facts, losses

_ROOT = Path(__file__).parents[2]
REAL = sorted(
    [
        *(_ROOT / "src/afterword/transfer/demo/postmortems").glob("*__*.md"),
        *(_ROOT / "tests/fixtures/postmortems").glob("*__*.md"),
        *(_ROOT / "docs").rglob("*.md"),
        *(_ROOT / "src/afterword/postmortems/templates").rglob("*.md"),
    ]
)


def test_there_are_documents_to_look_at():
    assert len(REAL) > 50


@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_gets_lost(path: Path):
    _, _, body = front_matter.parts(path.read_text(encoding="utf-8"))
    assert losses(body) == {}


def test_the_checker_sees_what_is_lost():
    said = facts(
        '# A [b](/c "d")\n\n- [ ] e\n  3. f\n\n| g |\n|---|\n| h |\n\n```sh\ni\n```\n\n![j](k)<a name="l">[^m]\n'
    )
    for part in ("words", "links", "cells", "items", "code", "images", "tags", "notes", "headings"):
        assert said[part], part

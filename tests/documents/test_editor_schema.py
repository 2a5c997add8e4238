"""The schema that the editor owns: written down for Python, and the same documents on both sides."""

import json
import os
import subprocess
from base64 import b64decode
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pycrdt import Doc

from afterword.documents.bridge.read import Document, read
from afterword.web.assets import digest_of
from afterword_text.markdown import parse
from afterword_text.tree import Tree, children, node, paragraph
from tests.documents.changing import a_doc, settled
from tests.documents.headless import FRONTEND, node_with_tiptap, opened, without_nulls
from tests.documents.writing import REPORT
from tests.text.trees import EVERYTHING

SOURCES = ("editor/attributes.ts", "editor/own.ts", "editor/schema.ts", "package-lock.json")
AGAIN = "schema.json is stale: run `make assets` and commit what it changes"
STEPS = ("type", "bold", "code", "list", "tasks", "table", "split", "paste", "undo")
# One start of Node takes many documents: trees are gathered first, then opened together.
GATHERED = settings(
    max_examples=80, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


def random_trees() -> list[Tree]:
    found: list[Tree] = []

    @GATHERED
    @given(EVERYTHING)
    def gather(tree: Tree):
        found.append(settled(tree))

    gather()
    return found


def test_the_schema_comes_from_the_sources_beside_it():
    made = json.loads((FRONTEND / "editor" / "made.json").read_text())
    schema = files("afterword_text").joinpath("schema.json").read_bytes()

    assert made["sources"] == digest_of({name: (FRONTEND / name).read_bytes() for name in SOURCES}), AGAIN
    assert made["schema"] == digest_of({"schema.json": schema}), AGAIN


def test_making_the_schema_again_gives_the_same_bytes(tmp_path):
    target = tmp_path / "schema.json"
    run = [node_with_tiptap(), "schema.mjs"]
    subprocess.run(run, cwd=FRONTEND, env={**os.environ, "AFTERWORD_SCHEMA": str(target)}, check=True, timeout=120)

    assert target.read_bytes() == files("afterword_text").joinpath("schema.json").read_bytes(), AGAIN


def test_the_editor_opens_what_python_made_and_writes_nothing():
    trees = [settled(parse(REPORT)), *random_trees()]
    for tree, answer in zip(trees, opened([(a_doc(tree), []) for tree in trees]), strict=True):
        assert "error" not in answer, (answer, tree)
        assert answer["wrote"] == 0, tree
        assert without_nulls(answer["json"]) == tree


@pytest.mark.parametrize("order", [STEPS, tuple(reversed(STEPS)), ("paste", "type", "code", "bold", "undo")])
def test_what_was_edited_there_reads_the_same_here(order: tuple[str, ...]):
    first = paragraph("Words to work on")
    trees = [settled(node("doc", [first, *children(tree)])) for tree in (parse(REPORT), *random_trees()[:20])]
    for answer in opened([(a_doc(tree), list(order)) for tree in trees]):
        assert "error" not in answer, answer
        doc: Document = Doc()
        doc.apply_update(b64decode(answer["update"]))
        assert read(doc) == without_nulls(answer["json"])

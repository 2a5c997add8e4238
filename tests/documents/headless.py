"""The editor without a browser: Tiptap in Node, opening documents that Python made."""

import json
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from afterword.documents.bridge.read import Document
from afterword_text.normal import normalise
from afterword_text.tree import Tree

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"


def node_with_tiptap() -> str:
    found = shutil.which("node")
    if found is None or not (FRONTEND / "node_modules" / "@tiptap" / "core").is_dir():
        pytest.skip("Node and Tiptap in frontend/node_modules are not installed; the record of sources is compared")
    return found


def opened(asked: list[tuple[Document, list[str]]]) -> list[dict[str, Any]]:
    """Each document opened in a headless editor that then takes the steps."""
    lines = [json.dumps({"update": b64encode(doc.get_update()).decode(), "steps": steps}) for doc, steps in asked]
    run = [node_with_tiptap(), "editor/headless.mjs"]
    done = subprocess.run(
        run, cwd=FRONTEND, input="\n".join(lines), stdout=subprocess.PIPE, text=True, check=True, timeout=120
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(asked)
    return answers


def without_nulls(tree: Tree) -> Tree:
    return normalise(json.loads(json.dumps(tree)))

"""Every draft that a template makes, and every real postmortem, opens in the editor as it is."""

from collections.abc import Iterator

import pytest

from afterword.documents.bridge.read import Document, read
from afterword.documents.load import load_doc
from afterword.people.actor import Actor
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.delete import delete_postmortem
from afterword.postmortems.actions.start import start
from afterword.postmortems.template_files import template, template_keys
from afterword.transfer.demo.reports import FOLDER
from afterword.transfer.report_tree import tree_of
from tests.documents.changing import a_doc, settled
from tests.documents.headless import opened, without_nulls
from tests.postmortems.test_executive_summary import a_told_outage

SAMPLES = sorted(FOLDER.glob("*.md"))


def drafts(ada: Actor, language: str) -> Iterator[tuple[str, Document]]:
    incident = a_told_outage(ada)
    for key in template_keys():
        modules = [each.id for each in template(key, language).sections]
        if template(key, language).incidents == "none":
            report = create_report(ada, "Launch", template_key=key, language=language, sections=modules)
        else:
            report = start(ada, [incident], template_key=key, language=language, sections=modules)
        yield key, load_doc(report.document)
        delete_postmortem(ada, report)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_editor_opens_every_draft_and_writes_nothing(ada: Actor, language: str) -> None:
    made = list(drafts(ada, language))
    before = [read(doc) for _key, doc in made]

    for (key, _doc), tree, answer in zip(made, before, opened([(doc, []) for _, doc in made]), strict=True):
        assert "error" not in answer, (key, answer)
        assert answer["wrote"] == 0, key
        assert without_nulls(answer["json"]) == tree, key


def test_the_editor_opens_every_real_postmortem_and_writes_nothing() -> None:
    trees = [settled(tree_of(each.read_text(encoding="utf-8"), each.stem)) for each in SAMPLES]
    assert len(trees) == 46

    for path, tree, answer in zip(SAMPLES, trees, opened([(a_doc(tree), []) for tree in trees]), strict=True):
        assert "error" not in answer, (path.name, answer)
        assert answer["wrote"] == 0, path.name
        assert without_nulls(answer["json"]) == tree, path.name

"""Every text is in the Chinese catalog, translated, and the compiled catalog that ships is made from it."""

import re
from pathlib import Path

import polib
import pytest

from scripts import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


UNHEARD = re.compile(r"^from django\.utils\.translation import \w+ as (?!_$)\w+$", re.MULTILINE)


@pytest.fixture(scope="module")
def catalog() -> polib.POFile:
    return messages.read()


def test_the_catalog_holds_the_texts_of_the_product_and_no_others(catalog):
    collected = {tuple(key) for key in messages.collect()}
    listed = {(entry.msgctxt, entry.msgid) for entry in catalog}
    assert collected, "nothing was found to translate"
    assert (collected - listed, listed - collected) == (set(), set()), "run `make messages`"


def test_every_text_is_translated(catalog):
    left = messages.left(catalog)
    assert not left, f"{len(left)} texts to translate"


def test_a_translation_keeps_the_placeholders(catalog):
    wrong = []
    for entry in catalog:
        for translation in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            wanted = {*PLACEHOLDER.findall(entry.msgid), *PLACEHOLDER.findall(entry.msgid_plural or "")}
            if set(PLACEHOLDER.findall(translation)) != wanted:
                wrong.append((entry.msgid, translation))
    assert not wrong


def test_the_compiled_catalog_is_made_from_the_readable_one(catalog):
    assert messages.COMPILED.read_bytes() == catalog.to_binary(), "run `make messages`"


def test_no_text_hides_from_the_collector_behind_another_name():
    """It knows Django's own names and `_`; a text in any other call is never offered for translation."""
    files = Path("src/afterword").rglob("*.py")
    assert [str(path) for path in files if UNHEARD.search(path.read_text(encoding="utf-8"))] == []

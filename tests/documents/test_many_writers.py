"""Several people write one document for a while, in forms and live, each from what they saw last: no word is lost.

Everybody writes words of their own, and deletes some. In the end all copies say the same, and each word that nobody
deleted stands there once. `make soak` does it for longer.
"""

import os
import re
from dataclasses import dataclass, field
from random import Random

import pytest
from django.db import transaction
from pycrdt import Doc, XmlElement, XmlText

from afterword.core.errors import Conflict
from afterword.documents.append import append
from afterword.documents.bridge.read import Document as YDocument
from afterword.documents.bridge.read import fragment, read
from afterword.documents.edit import edit
from afterword.documents.load import load_doc
from afterword.documents.models import Document
from afterword.documents.section import edit_section
from afterword.documents.settle import settle
from afterword.documents.tree import readable, tree_of
from afterword.people.actor import Actor
from afterword_text.markdown import parse, write
from afterword_text.plain import write as words_of
from afterword_text.rewrite import rewrite
from afterword_text.sections import list_sections, section_markdown
from afterword_text.validate import validate
from tests.documents.writing import a_document

STORIES, STEPS = int(os.environ.get("SOAK_ROUNDS", "3")) * 4, 40
LETTERS = "bcdfghjklmnpqrstvwxz"  # so that no word is like another, or like one of the report
REPORT = """\
What came before.

## Summary

The checkout was slow for **some** users in [Europe](https://example.com).

## Timeline

- 10:00 alert
- 10:12 rolled back
  - by hand
- 10:30 over

## Figures

| What | How much |
| --- | --- |
| Users | 120 |
| Minutes | 30 |

> Somebody said this.

## Actions

- [ ] Raise the limit
- [x] Tell support

## Lessons

Nothing yet.
"""


@dataclass
class Story:
    """The document, all words that anybody wrote, and those that somebody deleted."""

    actor: Actor
    document: Document
    random: Random
    written: list[str] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    told: int = 0  # times that a form said that the same lines were changed

    def word(self) -> str:
        self.written.append("qq" + "".join(self.random.choices(LETTERS, k=8)))
        return self.written[-1]

    def newest(self) -> Document:
        return Document.objects.get(pk=self.document.pk)


class InAForm:
    """Reads a section or the whole at some moment, and sends it back later, with words more and fewer."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.open()

    def open(self) -> None:
        newest = self.story.newest()
        self.base, tree = newest.head, tree_of(newest)
        self.section = self.story.random.choice(["", *(each.id for each in list_sections(tree))])
        self.text = section_markdown(tree, self.section) if self.section else write(tree)

    def act(self) -> None:
        """Look anew, or save: after being told of others' changes the words are put into what stands there now."""
        if self.story.random.random() < 0.3:
            return self.open()
        word, gone = self.story.word(), self._to_delete()
        try:
            self._save(_with(self.text.replace(f" {gone} ", " ") if gone else self.text, word, self.story.random))
        except Conflict:
            self.story.told += 1
            gone = ""
            self.open()
            self._save(_with(self.text, word, self.story.random))
        if gone:
            self.story.deleted.add(gone)
        return self.open()

    def _to_delete(self) -> str:
        standing = re.findall(r" (qq\w{8})(?= )", self.text)
        return self.story.random.choice(standing) if standing and self.story.random.random() < 0.2 else ""

    def _save(self, text: str) -> None:
        newest = self.story.newest()
        if self.section:
            edit_section(self.story.actor, newest, self.section, text, base=self.base)
        else:
            edit(self.story.actor, newest, lambda tree: rewrite(tree, text), base=self.base)


class Live:
    """A copy of the document that is written in at once, and told to the server now and then."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.doc: YDocument = Doc()
        self.exchange()

    def act(self) -> None:
        if self.story.random.random() < 0.3:
            return self.exchange()
        with self.doc.transaction():
            self.story.random.choice((self._write, self._write, self._mark, self._begin, self._delete))()
        return None

    def exchange(self) -> None:
        """What is new here goes to the server, which keeps it; what is new there comes here."""
        with transaction.atomic():
            locked = Document.objects.select_for_update().get(pk=self.story.document.pk)
            there = load_doc(locked)
            before = there.get_state()
            there.apply_update(self.doc.get_update(before))
            if there.get_state() != before or readable(there) != tree_of(locked):
                append(self.story.actor, locked, self.doc.get_update(before), settle(readable(there)))
        self.doc.apply_update(there.get_update(self.doc.get_state()))

    def _texts(self) -> list[XmlText]:
        return [each for each in _all(fragment(self.doc).children) if isinstance(each, XmlText)]

    def _write(self) -> None:
        if texts := self._texts():
            said = self.story.random.choice(texts)
            plain = "".join(str(part) for part, _marks in said.diff())
            ends = [len(plain[: found.end()].encode()) for found in re.finditer(r"\s|$", plain)]
            said.insert(self.story.random.choice(ends), f" {self.story.word()} ")

    def _mark(self) -> None:
        if texts := [each for each in self._texts() if len(each) > 3]:
            said = self.story.random.choice(texts)
            if len(plain := "".join(str(part) for part, _marks in said.diff())) == len(plain.encode()):
                said.format(0, len(plain), {"bold": {}})

    def _begin(self) -> None:
        blocks = fragment(self.doc).children
        at = self.story.random.randint(0, len(blocks))
        blocks.insert(at, XmlElement("paragraph", contents=[XmlText(f"{self.story.word()} said")]))

    def _delete(self) -> None:
        for said in self._texts():
            plain = "".join(str(part) for part, _marks in said.diff())
            if found := re.search(r" (qq\w{8}) ", plain):
                start = len(plain[: found.start()].encode())
                del said[start : start + len(found[0].encode()) - 1]
                self.story.deleted.add(found[1])
                return


def _all(children):
    for each in children:
        yield each
        if isinstance(each, XmlElement):
            yield from _all(each.children)


def _with(text: str, word: str, random: Random) -> str:
    """The Markdown with a word more, behind another word or as a line of its own."""
    ends = [found.end() for found in re.finditer(r"(?<=[a-z] )(?=[a-z])", text)]
    if not ends or random.random() < 0.3:
        return f"{text.rstrip()}\n\n{word} at the end\n"
    at = random.choice(ends)
    return f"{text[:at]}{word} {text[at:]}"


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(STORIES))
def test_no_word_that_anybody_wrote_is_lost(ada: Actor, seed: int) -> None:
    story = Story(ada, a_document(ada, REPORT), Random(seed))
    live = [Live(story), Live(story)]
    people: list[InAForm | Live] = [InAForm(story), InAForm(story), *live]

    for _step in range(STEPS):
        story.random.choice(people).act()
    for _twice in range(2):
        for each in live:
            each.exchange()

    tree = tree_of(story.newest())
    validate(tree)
    assert [settle(read(each.doc)) for each in live] == [settle(tree)] * 2
    assert parse(write(tree)) == parse(write(parse(write(tree))))
    said = words_of(tree)
    standing = {word: said.count(word) for word in story.written}
    assert {word for word, count in standing.items() if count != 1} <= story.deleted
    assert max(standing.values()) == 1

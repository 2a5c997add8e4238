from collections import Counter

from hypothesis import given

from afterword_text import plain
from afterword_text.markdown import parse, shape, write
from afterword_text.normal import normalise
from afterword_text.tree import Tree, mark, node, text
from afterword_text.validate import validate
from tests.text.trees import CALM, DOCUMENTS, SOURCES


@CALM
@given(DOCUMENTS)
def test_what_was_written_is_read_back(tree: Tree):
    assert parse(write(tree)) == shape(tree)


@CALM
@given(DOCUMENTS)
def test_what_markdown_can_say_is_a_document_and_stays_as_it_is(tree: Tree):
    validate(tree)
    shaped = shape(tree)
    validate(shaped)
    assert shape(shaped) == shaped == normalise(shaped)


@CALM
@given(DOCUMENTS)
def test_no_word_is_lost_in_markdown(tree: Tree):
    assert not _letters(tree) - _letters(shape(tree))


@CALM
@given(SOURCES)
def test_any_text_is_a_document_and_settles_at_once(source: str):
    tree = parse(source)
    validate(tree)
    once = write(tree)
    assert parse(once) == shape(tree)
    assert write(parse(once)) == once


def _letters(tree: Tree) -> Counter[str]:
    return Counter("".join(plain.write(tree).split()))


def test_emphasis_that_goes_on_behind_a_link_with_a_space():
    bold, link = mark("bold"), mark("link", href="https://x.example")
    for words in ((" 0", " 0"), (" 0 ", "0"), (" 0\u00a0", "0")):
        tree = node("doc", [node("paragraph", [text("0"), text(words[0], bold, link), text(words[1], bold)])])
        assert parse(write(tree)) == shape(tree)


def test_code_with_dashes_in_a_question_to_the_writer():
    tree = node("doc", [node("guide", [text("--", mark("code"))]), node("paragraph")])
    assert parse(write(tree)) == shape(tree)

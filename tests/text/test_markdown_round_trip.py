from collections import Counter

from hypothesis import given

from afterword_text import plain
from afterword_text.markdown import parse, shape, write
from afterword_text.normal import normalise
from afterword_text.tree import Tree
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

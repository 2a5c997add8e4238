"""Two people change the same version: both are heard, or the later one is told."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given

from afterword.core.errors import Conflict
from afterword.documents.bridge.difference import difference
from afterword.documents.bridge.read import read
from afterword.documents.merge import merge
from afterword_text.markdown import parse, write
from afterword_text.plain import write as words_of
from afterword_text.tree import Tree
from afterword_text.validate import validate
from tests.documents.changing import a_doc, changed, copy_of, settled
from tests.documents.test_bridge import RANDOM
from tests.text.trees import CALM, EVERYTHING


def both(base: str, first: str, second: str) -> str:
    """The Markdown after two people sent these two texts, both written on the same base."""
    doc = a_doc(settled(parse(base)))
    newest = copy_of(doc)
    difference(newest, settled(parse(first)))
    step = difference(doc, settled(parse(second)))
    elsewhere = copy_of(newest)
    update, tree = merge(newest, step)
    elsewhere.apply_update(update)
    assert read(newest) == read(elsewhere) == tree
    return write(tree)


@CALM
@given(EVERYTHING, RANDOM, RANDOM)
def test_no_word_that_anybody_added_is_lost(tree: Tree, one: Random, other: Random):
    base = settled(tree)
    mine, yours = changed(base, one), changed(base, other)
    newest, old = a_doc(base), a_doc(base)
    newest = copy_of(old)
    difference(newest, mine)
    try:
        _update, merged = merge(newest, difference(old, yours))
    except Conflict:
        return
    validate(merged)
    added = (letters(mine) - letters(base)) + (letters(yours) - letters(base))
    assert not added - letters(merged)


def letters(tree: Tree) -> Counter[str]:
    return Counter("".join(words_of(tree).split()))


def test_different_paragraphs():
    assert both("one\n\ntwo\n\nthree\n", "ONE\n\ntwo\n\nthree\n", "one\n\ntwo\n\nthree and more\n") == (
        "ONE\n\ntwo\n\nthree and more\n"
    )


def test_the_same_sentence():
    base = "The database was slow.\n"
    first, second = "The primary database was slow.\n", "The database was slow for 12 minutes.\n"
    assert both(base, first, second) == "The primary database was slow for 12 minutes.\n"


def test_the_same_sentence_in_chinese_with_emoji():
    base = "支付服务超时 😀。\n"
    assert (
        both(base, "主支付服务超时 😀。\n", "支付服务超时 👩\u200d🚒 😀 两次。\n")
        == "主支付服务超时 👩\u200d🚒 😀 两次。\n"
    )


def test_both_add_an_item_to_a_list():
    merged = both("- a\n- b\n", "- a\n- b\n- mine\n", "- yours\n- a\n- b\n")
    assert merged == "- yours\n- a\n- b\n- mine\n"


def test_both_add_a_section_of_the_same_name():
    merged = both("## A\n", "## A\n\n## New\n\nmine\n", "## A\n\n## New\n\nyours\n")
    assert "mine" in merged
    assert "yours" in merged


def test_each_takes_one_of_the_last_two_items_and_no_empty_list_stays():
    assert both("a\n\n- x\n- y\n\nb\n", "a\n\n- x\n\nb\n", "a\n\n- y\n\nb\n") == "a\n\nb\n"


def test_bold_by_one_and_words_by_the_other():
    assert both("a short line\n", "a **short** line\n", "a short line of text\n") == "a **short** line of text\n"


def test_words_written_into_what_was_deleted_meanwhile_are_not_swallowed():
    with pytest.raises(Conflict):
        both("keep\n\ngoes away\n", "keep\n", "keep\n\ngoes away soon\n")


def test_what_somebody_wrote_meanwhile_is_not_deleted_with_its_paragraph():
    with pytest.raises(Conflict):
        both("keep\n\ngoes away\n", "keep\n\ngoes away, or not\n", "keep\n")


def test_deleting_what_somebody_else_deleted_too_is_fine():
    assert both("keep\n\ngoes away\n", "keep\n", "keep\n") == "keep\n"


def test_clearing_a_paragraph_leaves_what_somebody_is_writing_in_it():
    base = settled(parse("one two\n\nrest"))
    doc = a_doc(base)
    newest = copy_of(doc)
    difference(newest, settled(parse("one and two\n\nrest")))
    cleared: Tree = {**base, "content": [{"type": "paragraph"}, *base["content"][1:]]}
    _update, merged = merge(newest, difference(doc, cleared))
    assert words_of(merged) == "and\nrest"

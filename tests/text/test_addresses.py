"""Bare web addresses: nothing in them is a sign, and they are written as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword_text.markdown import parse, shape, write
from afterword_text.tree import Node, mark, node, text
from tests.text.trees import CALM


@pytest.mark.parametrize(
    "source",
    [
        "see https://x.example/__init__.py, and (https://x.example/a_(b)_c)\n",
        "**https://x.example/_a_b** 见https://x.example/_a/b。\n",
        "https://x.example/?a=1&b=_2_3\n",
        "https://x.example:8000/_a/b **c**\n",
    ],
)
def test_an_address_stays_letter_by_letter(source: str):
    assert write(parse(source)) == source


def test_the_sign_and_in_an_address_is_written_as_it_is_meant():
    assert write(parse("https://x.example/?a=1&amp;_b_=2\n")) == "https://x.example/?a=1&_b_=2\n"


_PARTS = [
    "https://",
    "http://",
    "a",
    "_",
    "*",
    "b.",
    "(",
    ")",
    "&",
    "amp;",
    "-",
    "~",
    "!",
    "[",
    " ",
    "\\",
    "x",
    ":",
    "中",
]
_WORDS = st.lists(st.sampled_from(_PARTS), min_size=1, max_size=10).map("".join)
_MARKS = st.lists(st.sampled_from([mark("bold"), mark("italic"), mark("link", href="/x")]), max_size=2, unique_by=str)
_SAID = st.lists(st.builds(lambda words, marks: text(words, *marks), _WORDS, _MARKS), min_size=1, max_size=4)


@CALM
@given(_SAID)
def test_addresses_among_signs_are_read_back(said: list[Node]):
    tree = node("doc", [node("paragraph", said)])
    assert parse(write(tree)) == shape(tree)


@CALM
@given(_WORDS)
def test_any_text_with_addresses_settles_at_once(source: str):
    tree = parse(source)
    assert parse(write(tree)) == tree

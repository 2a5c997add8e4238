"""Lines that other programs read stay lines of their own, as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword_text.markdown import parse, shape, write
from afterword_text.tree import children, node, paragraph
from afterword_text.validate import validate
from tests.text.trees import CALM


@pytest.mark.parametrize(
    "source",
    [
        '{% include note.html text="a_b_c" %}\n',
        '{{< figure src="/a_b.png" >}}\n',
        ":::warning Mind *this*\n\nA line.\n\n:::\n",
        "# Title\n{: .no_toc}\n\nA line.\n{: .lead}\n",
        "{% raw %}\n{% x %}\n[a]: /b\n",
        "> {% x %}\n",
        "- a\n\n  {% x %}\n",
    ],
)
def test_such_a_line_stays_letter_by_letter(source: str):
    assert write(parse(source)) == source


def test_such_a_line_ends_a_paragraph():
    assert [each["type"] for each in children(parse("a\n{% x %}\nb\n"))] == ["paragraph", "rawHtml", "paragraph"]


def test_inside_a_line_they_are_words():
    source = "{% link a.md %} says {{ page.title }}\n\n{{ page.title }}\n"
    assert write(parse(source)) == source


@pytest.mark.parametrize("words", ["{% x %}", "::: a", "{: .a}", "{{< b >}}", "{% x", ":::"])
def test_words_that_look_like_one_stay_words(words: str):
    tree = node("doc", [paragraph(words)])
    assert parse(write(tree)) == tree


_PARTS = [
    "{%",
    "%}",
    "{:",
    "}",
    ":::",
    "{{<",
    ">}}",
    "a",
    " ",
    "\n",
    "\n\n",
    "- ",
    "> ",
    "**",
    "[b]: /c",
    "    ",
    "\\",
    "|-|",
]


@CALM
@given(st.lists(st.sampled_from(_PARTS), max_size=14).map("".join))
def test_any_text_with_such_lines_settles_at_once(source: str):
    tree = parse(source)
    validate(tree)
    assert parse(write(tree)) == tree
    assert write(parse(write(tree))) == write(tree)


@CALM
@given(
    st.lists(st.sampled_from(["{: .a}", "{% x %}", ":::", "[b]: /c", "<p>", "a"]), min_size=1, max_size=5),
    st.booleans(),
)
def test_trees_with_such_lines_are_read_back(lines: list[str], is_quoted: bool):
    blocks = [node("rawHtml", html=line) if at % 2 else paragraph(line) for at, line in enumerate(lines)]
    tree = node("doc", [node("blockquote", blocks)] if is_quoted else blocks)
    assert parse(write(tree)) == shape(tree)

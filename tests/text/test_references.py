"""Link reference definitions: none gets lost, and those that a link uses stand in the link."""

import pytest

from afterword_text import plain
from afterword_text.markdown import parse, shape, write
from afterword_text.tree import children, node, paragraph


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[a] b\n\n[a]: /x 'T'\n", '[a](/x "T") b\n'),
        ("![a][p]\n\n[P]: /x\n", "![a](/x)\n"),
        ('a\n\n[b]: <y z> "q"\n[c]:\n  /d\n', 'a\n\n[b]: <y z> "q"\n[c]: /d\n'),
        ("[a]\n\n[a]: /x\n[a]: /y\n", "[a](/x)\n\n[a]: /y\n"),
        ("> [a]: /x\n", "> [a]: /x\n"),
        ("- b\n\n  [a]: /x\n", "- b\n\n  [a]: /x\n"),
        ('[![i](j)](k "t")\n', '[![i](j "t")](k)\n'),
    ],
)
def test_a_definition_stays_or_stands_in_its_link(source: str, said: str):
    assert write(parse(source)) == said
    assert parse(said) == parse(source)
    assert write(parse(said)) == said


def test_a_definition_that_would_change_what_boxes_and_callouts_mean_becomes_words():
    assert write(parse("a\n\n[X]: /b\n[!NOTE]: /c\n")) == "a\n\n\\[X]: /b\n\n\\[!NOTE]: /c\n"
    tree = node("doc", [node("rawHtml", html="[x]: /b"), paragraph("[x] done")])
    assert parse(write(tree)) == shape(tree)


def test_nobody_reads_a_definition():
    tree = parse("a\n\n[b]: /c\n")
    assert children(tree)[1] == node("rawHtml", html="[b]: /c")
    assert plain.write(tree) == "a"

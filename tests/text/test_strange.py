"""A tree with what this release does not know, and one from a later release."""

import json

import pytest

from afterword_text import formats
from afterword_text.markdown import parse, write
from afterword_text.schema import schema
from afterword_text.tree import TreeError, children, node, paragraph, text, walk

CHART = {"type": "chart", "attrs": {"data": [1, 2]}, "content": [{"type": "paragraph"}]}
SPARKLE = {"type": "sparkle", "attrs": {"n": 1}}
GLOW = {"type": "glow", "attrs": {"x": 2}}


def a_file(*blocks: object, version: int | None = None) -> bytes:
    document = {"type": "doc", "content": list(blocks)}
    whole = {"schema": schema().version if version is None else version, "document": document}
    return json.dumps(whole).encode()


def test_unknown_nodes_are_kept_whole_and_come_through_every_form() -> None:
    inline = {"type": "paragraph", "content": [{"type": "text", "text": "a "}, SPARKLE]}

    file = formats.read(a_file(CHART, inline), "json")

    kept = [each for each in walk(file.tree) if each["type"].startswith("unknown")]
    assert [each["attrs"]["name"] for each in kept] == ["chart", "sparkle"]
    assert [json.loads(str(each["attrs"]["json"])) for each in kept] == [CHART, SPARKLE]
    assert parse(write(file.tree)) == file.tree
    assert formats.read(formats.to_json(file).encode(), "json").tree == file.tree
    assert file.notes == (
        "a node that this release does not know is kept as it is: chart",
        "a node that this release does not know is kept as it is: sparkle",
    )


def test_the_words_under_an_unknown_mark_stay() -> None:
    marked = {"type": "text", "text": "glowing", "marks": [GLOW, {"type": "bold"}]}

    file = formats.read(a_file({"type": "paragraph", "content": [marked]}), "json")

    assert children(file.tree) == [node("paragraph", [text("glowing", {"type": "bold"})])]
    assert file.notes == ("a mark that this release does not know is left out: glow",)


def test_a_tree_of_a_later_release_is_refused_in_a_sentence() -> None:
    with pytest.raises(TreeError, match=f"this release reads documents up to version {schema().version}"):
        formats.read(a_file(paragraph(), version=schema().version + 1), "json")


@pytest.mark.parametrize("block", [3, "text", None, {"type": 7}, {"no": "type"}, {"type": "paragraph", "content": 5}])
def test_what_is_no_tree_is_refused_in_a_sentence(block: object) -> None:
    with pytest.raises(TreeError):
        formats.read(a_file(block), "json")


def test_deep_nesting_is_refused_in_a_sentence() -> None:
    deep: object = paragraph("x")
    for _level in range(300):
        deep = {"type": "blockquote", "content": [deep]}

    with pytest.raises(TreeError, match="100 levels"):
        formats.read(a_file(deep), "json")

import pytest

from afterword_text.schema import schema
from afterword_text.tree import Node, TreeError, mark, node, paragraph, text
from afterword_text.validate import is_valid, validate


def doc(*blocks: Node) -> Node:
    return node("doc", list(blocks))


@pytest.mark.parametrize(
    ("tree", "complaint"),
    [
        (paragraph("x"), "document: has to be a node of type doc"),
        (doc(), "document: doc can't hold nothing in this order"),
        (doc(text("x")), "document: doc can't hold text in this order"),
        (doc(node("poem")), "document: doc can't hold poem"),
        (doc(node("bulletList", [node("listItem", [node("horizontalRule")])])), r"content\[0\].content\[0\]: listItem"),
        (doc(node("bulletList")), r"content\[0\]: bulletList can't hold nothing"),
        (doc(node("heading", [text("x")])), r"content\[0\].attrs.level: is missing"),
        (doc(node("heading", [text("x")], level=7)), r"content\[0\].attrs.level: has to be between 1 and 6"),
        (doc(node("heading", [text("x")], level="2")), r"attrs.level: has to be a whole number"),
        (doc(node("heading", [text("x")], level=True)), r"attrs.level: has to be a whole number"),
        (doc(node("heading", [text("x")], level=2, color="red")), r"attrs.color: unknown attribute"),
        (doc(node("paragraph", [text("x", mark("blink"))])), r"content\[0\].content\[0\]: unknown mark 'blink'"),
        (doc(node("paragraph", [text("x", mark("bold"), mark("bold"))])), "the same mark stands twice"),
        (doc(node("paragraph", [text("x", mark("link"))])), r"link.attrs.href: is missing"),
        (doc(node("codeBlock", [text("x", mark("bold"))])), "bold can't be used in codeBlock"),
        (doc(node("paragraph", [text("")])), "text can't be empty"),
        (doc(node("table", [node("tableRow", [node("tableCell", [paragraph()], align="top")])])), "has to be one of"),
        (doc(node("table", [node("tableRow", [node("tableCell", [paragraph()], colwidth=["x"])])])), "whole numbers"),
    ],
)
def test_a_tree_that_is_no_document_is_refused_by_name_and_place(tree: Node, complaint: str):
    with pytest.raises(TreeError, match=complaint):
        validate(tree)
    assert not is_valid(tree)


def test_a_node_nobody_knows_is_named_with_its_path():
    with pytest.raises(TreeError) as refused:
        validate(doc(paragraph(), node("blockquote", [node("poem")])))
    assert refused.value.path == "content[1]"


def test_depth_is_limited_without_running_out_of_stack():
    tree = paragraph("deep")
    for _ in range(3000):
        tree = node("blockquote", [tree])
    with pytest.raises(TreeError, match="100 levels"):
        validate(doc(tree))


def test_every_node_that_the_schema_names_can_stand_somewhere():
    named = {name for kind in schema().nodes.values() for name in schema().nodes if f"{name} " in kind.content.pattern}
    assert named | {"doc"} == set(schema().nodes)

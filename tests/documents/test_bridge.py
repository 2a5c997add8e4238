"""Trees into Yjs and back; what a change writes, and what it leaves alone."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from pycrdt import XmlElement, XmlText

from afterword.documents.bridge.difference import difference
from afterword.documents.bridge.read import read
from afterword_text.markdown import parse
from afterword_text.tree import Tree, children, mark, node, paragraph, text
from tests.documents.changing import a_doc, changed, copy_of, element, settled, stored
from tests.text.trees import CALM, EVERYTHING

RANDOM = st.randoms(use_true_random=False)


@CALM
@given(EVERYTHING)
def test_what_was_put_in_is_read_back(tree: Tree):
    wanted = settled(tree)
    assert read(a_doc(wanted)) == wanted


@CALM
@given(EVERYTHING, EVERYTHING)
def test_any_document_can_become_any_other(one: Tree, other: Tree):
    doc, wanted = a_doc(settled(one)), settled(other)
    difference(doc, wanted)
    assert read(doc) == wanted


@CALM
@given(EVERYTHING, RANDOM)
def test_the_update_alone_brings_the_change_to_everybody(tree: Tree, random: Random):
    doc = a_doc(settled(tree))
    elsewhere, wanted = copy_of(doc), changed(settled(tree), random)
    update = difference(doc, wanted).update
    if update:
        elsewhere.apply_update(update)
    assert read(elsewhere) == wanted
    assert difference(doc, wanted).update == b""


def test_numbers_come_back_whole_and_marks_are_tables():
    tree = settled(parse("## Two\n\n3. **b**\n"))
    doc = a_doc(tree)
    assert element(doc, 0).attributes.get("level") == 2
    assert read(doc) == tree
    assert children(tree)[1]["attrs"] == {"start": 3}
    item = element(doc, 1).children[0]
    assert isinstance(item, XmlElement)
    line = item.children[0]
    assert isinstance(line, XmlElement)
    assert stored(line).diff() == [("b", {"bold": {}})]


def test_a_word_in_a_long_document_costs_a_few_bytes():
    tree = settled(parse("\n\n".join(f"Paragraph {number} says **something** about 支付." for number in range(500))))
    doc = a_doc(tree)
    blocks = children(tree)
    wanted: Tree = {**tree, "content": [*blocks[:250], paragraph("Paragraph 250 says something new."), *blocks[251:]]}
    assert len(difference(doc, wanted).update) < 250


def test_an_attribute_is_written_only_when_it_differs():
    tasks = "- [ ] one\n- [ ] two\n"
    doc, wanted = a_doc(settled(parse(tasks))), settled(parse(tasks.replace("[ ] two", "[x] two")))
    update = difference(doc, wanted).update
    assert len(update) < 50
    assert difference(doc, wanted).update == b""


def test_marks_are_put_on_and_taken_off_without_touching_the_words():
    doc = a_doc(settled(parse("plain **bold 粗体** `code` [link](/a)")))
    kept = stored(element(doc, 0))
    wanted = settled(
        node(
            "doc",
            [
                node(
                    "paragraph",
                    [
                        text("pl", mark("italic")),
                        text("ain bold "),
                        text("粗", mark("bold")),
                        text("体 code "),
                        text("link", mark("link", href="/b", title="t")),
                    ],
                )
            ],
        )
    )
    step = difference(doc, wanted)
    assert read(doc) == wanted
    assert step.removals == b""
    assert stored(element(doc, 0)) == kept


def test_text_stored_in_two_neighbouring_pieces_is_changed_as_one():
    doc = a_doc(settled(parse("one")))
    second = element(doc, 0).children.insert(1, XmlText("é two 😀 three"))
    second.format(0, 3, {"bold": {}})
    wanted = settled(parse("zero one é **two** 😀 and three"))
    difference(doc, wanted)
    assert read(doc) == wanted


def test_something_foreign_inside_a_text_does_not_shift_the_words():
    doc = a_doc(settled(parse("before")))
    words = stored(element(doc, 0))
    words.insert_embed(3, {"what": "is this"})
    wanted = settled(parse("before **and** after"))
    difference(doc, wanted)
    assert read(doc) == wanted

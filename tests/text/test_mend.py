from hypothesis import given
from hypothesis import strategies as st

from afterword_text.markdown import parse
from afterword_text.mend import mend
from afterword_text.normal import normalise
from afterword_text.tree import Mark, Node, Tree, children, node, paragraph, text
from afterword_text.validate import validate
from tests.text.trees import CALM, EVERYTHING


@CALM
@given(EVERYTHING, st.randoms(use_true_random=False))
def test_whatever_was_taken_out_the_rest_is_a_document(tree: Tree, random):
    def thinned(each: Node) -> Node:
        kept = [thinned(child) for child in children(each) if random.random() < 0.6]
        return {**each, "content": kept} if "content" in each else each

    mended = mend(thinned(tree))
    validate(mended)
    assert mend(mended) == mended == normalise(mended)


def test_a_document_ends_in_exactly_one_empty_paragraph():
    assert children(mend(parse("# A"))) == [*children(parse("# A")), paragraph()]
    assert mend(mend(parse("# A"))) == mend(parse("# A"))
    assert children(mend(node("doc"))) == [paragraph()]


def test_nothing_whole_is_touched():
    tree = mend(parse("- a\n\n> b\n\n| c |\n| - |\n"))
    assert children(tree)[:-1] == children(parse("- a\n\n> b\n\n| c |\n| - |\n"))


def test_the_same_is_written_in_one_way():
    one = node("paragraph", [text("a"), text(""), text("b")])
    assert normalise(one) == paragraph("ab")
    marks: list[Mark] = [{"type": "italic"}, {"type": "bold", "attrs": {}}]
    assert normalise({"type": "text", "text": "x\0", "marks": marks}) == text("x", {"type": "bold"}, {"type": "italic"})
    assert normalise(node("orderedList", [], start=1)) == {"type": "orderedList"}


def test_what_stands_beside_a_summary_goes_into_what_it_folds():
    two = [node("detailsSummary", [text("a")]), node("detailsContent", [paragraph("x")])]
    met = node("details", [*two, node("detailsSummary", [text("b")]), node("detailsContent", [paragraph("y")])])
    inside = [paragraph("b"), paragraph("x"), paragraph("y")]
    assert children(mend(node("doc", [met])))[0] == node("details", [two[0], node("detailsContent", inside)])


def test_a_short_row_is_filled_once_for_all_editors():
    cell = node("tableCell", [paragraph("a")])
    ragged = node("table", [node("tableRow"), node("tableRow", [cell, cell])])
    empty = node("tableCell", [paragraph()])
    even = node("table", [node("tableRow", [empty, empty]), node("tableRow", [cell, cell])])
    assert children(mend(node("doc", [ragged])))[0] == even

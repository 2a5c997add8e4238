import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from afterword_text import plain
from afterword_text.markdown import parse, shape, write
from afterword_text.tree import Node, children, mark, node, paragraph, text, walk
from afterword_text.validate import validate
from tests.text.trees import ATOMS, BLOCKS, CALM, INLINE, TEXTS, WORDS

_MENTIONS = st.builds(lambda label: node("mention", kind="person", id="7 a", label=label), WORDS)
_DATES = st.builds(
    lambda at, zone: node("date", at=at, zone=zone),
    st.sampled_from(["2026-03-01T10:36:00Z", "2026-03-01", "not -- a <date>"]),
    st.sampled_from([None, "Europe/Paris", "No/Where"]),
)
_NOTES = st.sampled_from(["1", "a b", "ü"]).map(lambda label: node("footnoteReference", label=label))
_STRANGE = st.sampled_from(['{"a": "-->"}', "not json", "[1]"]).map(lambda j: node("unknownInline", name="x y", json=j))
_SIZED = st.builds(
    lambda alt, href: node("image", src="/a--b", alt=alt, width=3, href=href), WORDS, st.sampled_from([None, "/x"])
)
_SAID = st.lists(TEXTS | ATOMS | _MENTIONS | _DATES | _NOTES | _STRANGE | _SIZED, max_size=6)


def _deeper(blocks: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(blocks, min_size=1, max_size=3)
    kinds = st.sampled_from(["note", "tip", "caution"])
    return (
        st.builds(
            lambda inside, kind, title: node("callout", inside, kind=kind, title=title), some, kinds, st.none() | WORDS
        )
        | st.builds(_details, INLINE | _SAID, some, st.booleans())
        | st.builds(_definitions, INLINE, some)
        | st.builds(lambda inside: node("footnoteDefinition", inside, label="1"), some)
        | some.map(lambda inside: node("bulletList", [node("listItem", [paragraph("x"), *inside])]))
        | some.map(lambda inside: node("blockquote", inside))
    )


def _details(words: list[Node], inside: list[Node], is_open: bool) -> Node:
    return node("details", [node("detailsSummary", words), node("detailsContent", inside)], open=is_open)


def _definitions(words: list[Node], inside: list[Node]) -> Node:
    return node("definitionList", [node("definitionTerm", words), node("definitionDescription", inside)])


_PARAGRAPHS = _SAID.map(lambda said: node("paragraph", said))
_UNKNOWN = st.just(node("unknownBlock", name="chart", json='{"a": 1}'))
_MORE = st.recursive(_PARAGRAPHS | BLOCKS | _UNKNOWN, _deeper, max_leaves=8)


@CALM
@given(st.lists(_MORE, min_size=1, max_size=4))
def test_every_node_is_read_back_as_it_was_written(blocks: list[Node]):
    tree = node("doc", [*blocks, paragraph()])
    validate(tree)
    shaped = shape(tree)
    validate(shaped)
    assert parse(write(tree)) == shaped == shape(shaped)
    assert write(shaped) == write(tree)


@CALM
@example("[^1]: <details>> \n")
@given(
    st.lists(
        st.sampled_from(
            [
                "> ",
                "[!NOTE]",
                "[^1]",
                ": ",
                "\n",
                "\n\n",
                "    ",
                "<details>",
                "<summary>a</summary>",
                "</details>",
                "<dl>",
                "<dt>a</dt>",
                "<dd>",
                "</dd>",
                "</dl>",
                "- ",
                "x",
                '<img src="a" width="1">',
                "[@A](mention:team/1)",
                "</time>",
            ]
        ),
        max_size=20,
    ).map("".join)
)
def test_any_text_with_their_signs_settles_at_once(source: str):
    tree = parse(source)
    validate(tree)
    once = write(tree)
    assert parse(once) == shape(tree)
    assert write(parse(once)) == once


@pytest.mark.parametrize(
    "markdown",
    [
        "> [!WARNING] Mind the gap\n> It is **wide**.\n>\n> - very\n",
        "<details>\n<summary>More *of it*</summary>\n\n- one\n\n</details>\n",
        "MTTR\n: Time to resolve.\n: Of *all* incidents.\n\nMTTD\n: Time to detect.\n",
        "<dl>\n\n<dt>MTTR</dt>\n\n<dd>\n\nTime to resolve.\n\n- In minutes.\n\n</dd>\n\n</dl>\n",
        "A\n: b\n\n<dl>\n\n<dt>C</dt>\n\n<dd>\n\nd\n\n</dd>\n\n</dl>\n",
        "It broke.[^1]\n\n[^1]: At noon.\n\n    ```\n    log\n    ```\n",
        "[@Ada](mention:person/7) was called.\n",
        '<time datetime="2026-03-01T10:36:00Z" data-precision="minute">2026-03-01 10:36 UTC</time>\n',
        '<img src="a.png" alt="Graph" width="640">\n',
        '<!-- unknown: chart {"a": 1} -->\n',
    ],
)
def test_what_markdown_says_with_more_than_signs(markdown: str):
    tree = parse(markdown)
    assert not any(each["type"].startswith("rawHtml") for each in walk(tree))
    assert write(tree) == markdown


def test_a_title_with_a_link_leaves_a_callout_a_quotation():
    assert children(parse("> [!NOTE] [a](/b)\n"))[0]["type"] == "blockquote"


def test_words_of_mentions_dates_and_callouts_are_found():
    said = [
        node("mention", kind="person", id="7", label="Ada"),
        text(" at "),
        node("date", at="2026-03-01", precision="day"),
    ]
    tree = node("doc", [node("callout", [node("paragraph", said)], title="Mind")])
    assert plain.write(tree) == "Mind\nAda at 2026-03-01"


def test_a_mention_in_bold_stays_a_link():
    said = [text("@Ada", mark("bold"), mark("link", href="mention:person/7"))]
    assert parse("[**@Ada**](mention:person/7)\n") == node(
        "doc", [node("paragraph", [{**said[0], "marks": said[0]["marks"][::-1]}])]
    )

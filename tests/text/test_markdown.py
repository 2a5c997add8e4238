"""What people write in Markdown, and what we write back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from afterword_text.markdown import brackets, parse, shape, write
from afterword_text.tree import TreeError, children, mark, node, paragraph, text, walk
from afterword_text.validate import validate

POSTMORTEMS = sorted((Path(__file__).parents[1] / "fixtures" / "postmortems").glob("*__*.md"))


@pytest.mark.parametrize("path", POSTMORTEMS, ids=lambda path: path.stem)
def test_a_real_postmortem_keeps_everything(path: Path):
    tree = parse(path.read_text(encoding="utf-8"))
    validate(tree)
    assert shape(tree) == tree
    assert parse(write(tree)) == tree


@pytest.mark.parametrize(
    "source",
    [
        "# Title\n\n## Summary\n\nA line with **bold**, *italic*, ~~gone~~ and `code`.\n",
        "- one\n- two\n  - deeper\n    1. first\n    2. second\n",
        "3. three\n4. four\n",
        "- [ ] open\n- [x] done\n",
        "> quoted\n>\n> twice\n",
        "```python title=x\nif a < b:\n\n    pass\n```\n",
        "| Metric | Value |\n| :--- | ---: |\n| p99 | **12** ms |\n",
        '![graph](/files/a.png "p99")\n',
        "[![build](https://x.example/b.svg)](https://x.example)\n",
        "first\\\nsecond\n",
        "<https://status.example/incidents/1>\n",
        "a snake_case_name, 5 < 6 and R&D at ~5 min\n",
        "**粗体：**&#25991;字\n",
        "<details>\n<summary>More</summary>\n</details>\n",
        "before <kbd>Ctrl</kbd> after <!-- a remark -->\n",
        "a\n\n---\n\nb\n",
        "- a\n\n* b\n",
        "1. first\n\n   more\n\n2. second\n",
        "1. [ ] open\n2. [x] done\n",
    ],
)
def test_plain_markdown_comes_back_letter_by_letter(source: str):
    assert write(parse(source)) == source


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Title\n=====\n", "# Title\n"),
        ("* a\n* b\n", "- a\n- b\n"),
        ("__bold__ _it_", "**bold** *it*\n"),
        ("a\nb", "a b\n"),
        ("[x]\n\n[x]: /y 'z'", '[x](/y "z")\n'),
        ("- [ ] task\n- no task\n", "- [ ] task\n\n* no task\n"),
        ("one<br>two", "one\\\ntwo\n"),
        ("    code\n", "```\ncode\n```\n"),
        ("---\n\na", "***\n\na\n"),
        ("", ""),
    ],
)
def test_other_ways_to_say_it_become_ours(source: str, said: str):
    assert write(parse(source)) == said
    assert write(parse(said)) == said


def test_words_that_look_like_markdown_stay_words():
    words = [
        "# no heading",
        "- no item",
        "1. no item",
        "> no quote",
        "---",
        "*not* _it_ `code` [link](/x) <b> &amp; a|b",
    ]
    tree = node("doc", [paragraph(each) for each in words])
    assert parse(write(tree)) == tree


def test_foreign_html_is_kept_as_it_is():
    tree = parse('<div class="x" onclick="y()">\n*raw*\n</div>\n\nand <span style="color:red">inline</span>\n')
    kinds = [each["type"] for each in walk(tree)]
    assert kinds.count("rawHtml") == 1
    assert kinds.count("rawHtmlInline") == 2
    assert children(tree)[0]["attrs"] == {"html": '<div class="x" onclick="y()">\n*raw*\n</div>'}


def test_html_that_is_never_closed_does_not_swallow_what_follows():
    tree = node("doc", [node("rawHtml", html="<!-- open"), paragraph("after")])
    assert [each["type"] for each in children(parse(write(tree)))] == ["codeBlock", "paragraph"]


def test_a_cell_with_several_lines_and_a_bar_stays_one_cell():
    cells = [node("tableHeader", [paragraph("a|b")]), node("tableHeader", [paragraph("one"), paragraph("two")])]
    said = write(node("doc", [node("table", [node("tableRow", cells)])]))
    assert said == "| a\\|b | one<br>two |\n| --- | --- |\n"
    assert write(parse(said)) == said


def test_bold_beside_italic_beside_letters_is_read_back():
    said = [text("a"), text("b", mark("bold")), text("c", mark("bold"), mark("italic")), text("d", mark("italic"))]
    tree = node("doc", [node("paragraph", said)])
    assert parse(write(tree)) == tree


def test_unwanted_characters_go():
    tree = parse("a\0b\x1b[31m \ud800 c\r\nd")
    assert write(tree) == "ab\\[31m  c d\n"


@pytest.mark.parametrize("source", ["> " * 200 + "a", "- " * 200 + "a", "1. " * 300 + "a"])
def test_endless_nesting_is_refused_rather_than_cut_off(source: str):
    with pytest.raises(TreeError, match="100 levels"):
        parse(source)


def test_thirty_levels_are_fine():
    source = "- " * 30 + "deep\n"
    assert parse(write(parse(source))) == parse(source)


def test_a_million_brackets_are_read_in_reasonable_time():
    assert write(parse("[" * 20_000)) == "\\[" * 20_000 + "\n"


@pytest.mark.parametrize("words", ["[a ", "![a ", "[a] ", "[a](", "[a](<b ", "[a `", "[[a] "])
def test_brackets_that_never_close_take_steps_that_grow_with_the_text(words: str):
    engine = with_our_brackets()
    skip, steps = engine.inline.skipToken, 0

    def counted(state: StateInline) -> None:
        nonlocal steps
        steps += 1
        skip(state)

    engine.inline.skipToken = counted  # type: ignore[method-assign]
    source = words * 4_000
    engine.renderInline(source)

    assert steps < 4 * len(source)


def with_our_brackets() -> MarkdownIt:
    engine = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")
    brackets.add_to(engine)
    return engine


@given(st.text("[]!()<>`\\*a \n", max_size=60))
def test_brackets_are_read_as_the_parser_by_itself_reads_them(source: str):
    theirs = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")

    assert with_our_brackets().render(source) == theirs.render(source)


def test_many_footnotes_in_a_row_are_written_in_reasonable_time():
    assert write(parse("[^1]" * 8_000)) == "[^1]" * 8_000 + "\n"

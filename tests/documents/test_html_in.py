"""Pages of HTML read as documents."""

from collections import Counter

import pytest
from hypothesis import given

from afterword.documents.html_file import to_html_file
from afterword.documents.html_in import read_html
from afterword.transfer.demo.reports import FOLDER
from afterword_text.formats import File
from afterword_text.markdown import parse, write
from afterword_text.plain import write as words_of
from afterword_text.tree import Node, Tree, TreeError, children, walk
from afterword_text.tree import words_of as plain
from afterword_text.validate import validate
from tests.documents.changing import settled
from tests.text.trees import CALM, EVERYTHING

SAMPLES = sorted(FOLDER.glob("*.md"))


def said(html: str) -> str:
    """The page as Markdown."""
    file = read_html(html.encode())
    validate(file.tree)
    assert parse(write(file.tree)) == parse(write(parse(write(file.tree))))
    return write(file.tree)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>Why <em>it</em> broke</h2>loose <b>words</b>", "## Why *it* broke\n\nloose **words**\n"),
        (
            "<p>one<br>two <a href='https://x.org/a' title='t'>three</a></p>",
            'one\\\ntwo [three](https://x.org/a "t")\n',
        ),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c\n"),
        ("<ol start=3><li><p>x</p><p>y</p></ol>", "3. x\n\n   y\n"),
        (
            "<ul><li><input type=checkbox checked disabled> done<li><input type=checkbox> open</ul>",
            "- [x] done\n- [ ] open\n",
        ),
        ("<table><tr><th>h<th align=right>i<tr><td>1<td>2</table>", "| h | i |\n| --- | ---: |\n| 1 | 2 |\n"),
        ("<pre><code class='language-py'>a\n  b &lt; c</code></pre>", "```py\na\n  b < c\n```\n"),
        ("<blockquote><p>q</p></blockquote><hr>", "> q\n\n---\n"),
        (
            "<div class='markdown-alert markdown-alert-tip'><p class='markdown-alert-title'>Tip</p><p>x</p></div>",
            "> [!TIP]\n> x\n",
        ),
        (
            "<details open><summary>S</summary>in</details>",
            "<details open>\n<summary>S</summary>\n\nin\n\n</details>\n",
        ),
        ("<dl><dt>T<dd>d</dl>", "T\n: d\n"),
        ("<p>H<sub>2</sub>O <kbd>x</kbd> <mark>y</mark></p>", "H<sub>2</sub>O `x` <mark>y</mark>\n"),
        ("<p>*no* _signs_ 1. # </p>", "\\*no\\* \\_signs\\_ 1. #\n"),
        ("<p>  much \n\n space </p>", "much space\n"),
        ("<div><div><p>a</p><span>b</span></div></div>", "a\n\nb\n"),
    ],
)
def test_what_a_page_shows_is_what_the_document_says(html: str, markdown: str) -> None:
    assert said(html) == markdown


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_our_own_page_of_a_real_postmortem_keeps_every_word(path) -> None:
    tree = parse(path.read_text(encoding="utf-8"))

    file = read_html(to_html_file(File(tree, {"title": "T"})).encode())

    validate(file.tree)
    assert file.meta == {"title": "T"}
    assert not Counter(words_of(tree).split()) - Counter(words_of(file.tree).split())


def test_what_has_no_place_is_told() -> None:
    picture = "<img src='data:image/png;base64,x' alt='A graph'>"
    page = f"<title>My page</title><nav>Menu</nav><main><p>Text</p><script>x()</script>{picture}</main>"

    file = read_html(page.encode())

    assert write(file.tree) == "Text\n\nA graph\n"
    assert file.meta == {"title": "My page"}
    assert file.notes == (
        "left out: 1 × script",
        "left out: 1 × data: picture",
        "left out: what stands around the main text",
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * 20_000 + "deep",
        "<ul><li>" * 1_000 + "deep",
        "<blockquote>" * 4_000 + "deep",
        "<table><tr><td>" * 1_000 + "deep",
        "<p>" + "&amp;" * 200_000,
        "<p><b>never closed",
        "</p></div>",
        "",
    ],
)
def test_broken_pages_are_read_as_browsers_read_them(html: str) -> None:
    validate(read_html(html.encode()).tree)


def test_tags_that_never_end_are_refused_in_a_sentence() -> None:
    with pytest.raises(TreeError, match="nested more than 5000 elements deep"):
        read_html(b"<div>" * 50_000)


def test_cells_over_several_columns_and_rows_stay_so() -> None:
    html = "<table><tr><th colspan=2>h<tr><td rowspan=2>a<td>b<tr><td>c</table>"

    cells = [each.get("attrs", {}) for each in walk(read_html(html.encode()).tree) if each["type"].startswith("table")]

    assert {"colspan": 2} in cells
    assert {"rowspan": 2} in cells


def test_a_page_that_is_too_large_is_refused() -> None:
    with pytest.raises(TreeError, match="larger than 5 MB"):
        read_html(b"x" * 5_000_001)


NOT_SHOWN = (
    *("rawHtml", "rawHtmlInline", "unknownBlock", "unknownInline", "liveBlock", "guide", "mention", "date", "image"),
    *("footnoteDefinition", "footnoteReference"),
)


def shown_alone(each: Node) -> Node:
    """Without what a page for readers does not show as what it is, or only by a name of ours."""
    made: Node = each.copy()
    if "content" in each:
        made["content"] = [shown_alone(child) for child in children(each) if child["type"] not in NOT_SHOWN]
    if "marks" in each:
        made["marks"] = [one for one in each["marks"] if one["type"] not in ("claim", "link")]
    return made


def kinds(tree: Tree) -> Counter[str]:
    """How many blocks of each kind say something."""
    lines = ("paragraph", "text", "hardBreak")
    return Counter(each["type"] for each in walk(tree) if each["type"] not in lines and plain(each).strip())


@CALM
@given(EVERYTHING)
def test_our_own_page_comes_back_as_the_document_it_was(tree: Tree) -> None:
    before = settled(shown_alone(tree))

    after = read_html(to_html_file(File(before, {"title": "T"})).encode()).tree

    assert "".join(words_of(after).split()) == "".join(words_of(before).split())
    assert kinds(after) == kinds(before)

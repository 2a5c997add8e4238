import re

import pytest
from hypothesis import given

from afterword.documents.addresses import LINKED, LOADED, is_allowed
from afterword.documents.render import to_html
from afterword_text.headings import with_ids
from afterword_text.markdown import parse
from afterword_text.tree import Tree, mark, node, paragraph, text
from tests.text.trees import CALM, EVERYTHING


def html(source: str) -> str:
    return str(to_html(with_ids(parse(source))))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a **b** *c* ~~d~~ `e`", "<p>a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code></p>"),
        ("## When & where", '<h2 id="when-where">When &amp; where</h2>'),
        ("- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("3. a", '<ol start="3"><li><p>a</p></li></ol>'),
        ("> a", "<blockquote><p>a</p></blockquote>"),
        ("```sh\na < b\n```", '<pre><code class="language-sh">a &lt; b</code></pre>'),
        ("a\\\nb", "<p>a<br>b</p>"),
        ("---", "<hr>"),
        ("[a](/b 'c')", '<p><a href="/b" title="c" rel="noopener">a</a></p>'),
        (
            "at https://x.example/a, then",
            '<p>at <a href="https://x.example/a" rel="noopener">https://x.example/a</a>, then</p>',
        ),
        ("![alt](/f/a.png)", '<p><img src="/f/a.png" alt="alt" loading="lazy"></p>'),
        ("![alt](http://x.example/a.png)", "<p>alt</p>"),
        ("[run](javascript:alert(1))", "<p>run</p>"),
        ("press <kbd>C</kbd>", "<p>press <kbd>C</kbd></p>"),
    ],
)
def test_what_is_shown(source: str, shown: str):
    assert html(source) == shown


def test_a_table_scrolls_in_a_box_that_a_keyboard_reaches():
    shown = html("| a |\n| --: |\n| b |")
    assert shown.startswith('<div class="table-scroll" role="region" tabindex="0" aria-label="Table"><table><tr>')
    assert '<th style="text-align: right"><p>a</p></th>' in shown


def test_tasks_say_whether_they_are_done():
    shown = html("- [x] a\n- [ ] b")
    assert 'aria-label="Done" checked>' in shown
    assert shown.count("checked") == 1


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=alert(1)>b</b>",
        "<iframe src='https://x.example'></iframe>",
        "<a href='javascript:alert(1)'>x</a>",
        "a <a href='java\tscript:alert(1)'>x</a>",
        "<form action='/sign-out'><button>x</button></form>",
        "<style>body{display:none}</style>",
        "<div id='summary' class='toast' style='position:fixed'>x</div>",
        '![x"onerror="alert(1)](/a.png "t\\"onload=\\"alert(1)")',
        '```"onmouseover="alert(1)\nx\n```',
        "<svg><script>alert(1)</script></svg>",
    ],
)
def test_nothing_foreign_acts(source: str):
    tags = re.findall(r"<[^>]*>", html(source))
    assert not [
        tag for tag in tags if re.search(r"script|\son\w+=(?![^\"]*\"[^\"]*$)|iframe|<form|<style|position", tag)
    ]
    assert not [tag for tag in tags if re.match(r"<\w+[^\"]*(\"[^\"]*\"[^\"]*)*\son\w+=", tag)]


def test_words_between_foreign_tags_are_not_left_open():
    assert html("<div><b>") == "<div><b></b></div>"
    assert html("a <b>b") == "<p>a <b>b</b></p>"


@pytest.mark.parametrize(
    ("address", "link", "load"),
    [
        ("https://x.example/a", True, True),
        ("http://x.example", True, False),
        ("mailto:a@x.example", True, False),
        ("/incidents/1", True, True),
        ("#summary", True, True),
        ("a.png", True, True),
        ("//x.example/a", False, False),
        ("/\\x.example", False, False),
        ("javascript:alert(1)", False, False),
        ("JaVaScRiPt:alert(1)", False, False),
        ("java\nscript:alert(1)", False, False),
        ("data:text/html,x", False, False),
        ("https:x.example", False, False),
        ("http://[x", False, False),
        ("", False, False),
    ],
)
def test_which_addresses_are_allowed(address: str, link: bool, load: bool):
    assert (is_allowed(address, LINKED), is_allowed(address, LOADED)) == (link, load)


@CALM
@given(EVERYTHING)
def test_every_document_can_be_shown_and_holds_no_script(tree: Tree):
    shown = to_html(tree)
    assert "<script" not in shown
    assert len(re.findall(r"<p[ >]", shown)) == shown.count("</p>")


def test_an_unknown_node_shows_its_words():
    assert to_html(node("doc", [node("poem", [text("<b>", mark("bold"))])])) == "&lt;b&gt;"


def inline(*said) -> str:
    return str(to_html(node("doc", [node("paragraph", list(said))]))).removeprefix("<p>").removesuffix("</p>")


def test_a_callout_says_in_words_what_it_is():
    shown = to_html(node("doc", [node("callout", [paragraph("x")], kind="warning", title="<No>")]))
    title = '<p class="remark-title">Warning: &lt;No&gt;</p>'
    assert shown == f'<aside class="remark remark-warning">{title}<p>x</p></aside>'


def test_what_is_folded_and_what_is_defined():
    folded = node("details", [node("detailsSummary", [text("a")]), node("detailsContent", [paragraph("b")])], open=True)
    terms = [node("definitionTerm", [text("c")]), node("definitionDescription", [paragraph("d")])]
    assert to_html(node("doc", [folded, node("definitionList", terms)])).split("\n") == [
        "<details open><summary>a</summary><p>b</p></details>",
        "<dl><dt>c</dt><dd><p>d</p></dd></dl>",
    ]


def test_a_footnote_leads_there_and_back_from_the_end():
    refers = node("footnoteReference", label="a b")
    note = node("footnoteDefinition", [paragraph("why")], label="a b")
    shown = to_html(node("doc", [note, node("paragraph", [text("x"), refers, refers])]))
    assert shown.count('id="fnref-a b"') == 1
    assert shown.index('href="#fn-a%20b"') < shown.index('<dt id="fn-a b">') < shown.index('href="#fnref-a%20b"')
    assert shown.endswith("<dd><p>why</p></dd></dl></section>")


def test_mentions_lead_to_what_they_name():
    assert inline(node("mention", kind="incident", id="142", label="INC-142")) == (
        '<a class="mention" href="/incidents/142">INC-142</a>'
    )
    assert 'href="/settings/teams/..%2F7%22"' in inline(node("mention", kind="team", id='../7"', label="A"))
    assert inline(node("mention", kind="person", id="7", label="<A>")) == '<span class="mention">&lt;A&gt;</span>'
    assert inline(node("mention", kind="planet", id="1", label="<A>")) == "&lt;A&gt;"


def test_a_date_names_its_zone():
    date = node("date", at="2026-11-02T10:42:07Z", zone="Asia/Shanghai")
    assert inline(date) == '<time datetime="2026-11-02T10:42:07Z">2026-11-02 18:42 CST</time>'
    assert inline(node("date", at="2026-11-02", precision="day")) == '<time datetime="2026-11-02">2026-11-02</time>'


def test_marks_nest_in_one_order():
    worn = [mark(kind) for kind in ("bold", "highlight", "underline", "superscript")]
    shown = "<strong><u><mark><sup>x</sup></mark></u></strong>"
    assert inline(text("x", *worn)) == inline(text("x", *reversed(worn))) == shown


def test_what_a_later_release_wrote_leaves_a_note():
    foreign = node("unknownBlock", name="poem", json='{"type":"poem"}')
    assert "Something that this release cannot show" in to_html(node("doc", [foreign]))


def test_html_that_is_nested_without_end_is_shown_as_it_was_written():
    bomb = "<div>" * 6000

    assert to_html(node("doc", [node("rawHtml", html=bomb)])) == f"<pre>{'&lt;div&gt;' * 6000}</pre>"

import re

import pytest
from hypothesis import given

from afterword.documents.addresses import LINKED, LOADED, is_allowed
from afterword.documents.render import to_html
from afterword_text.headings import with_ids
from afterword_text.markdown import parse
from afterword_text.tree import Tree, mark, node, text
from tests.text.trees import CALM, DOCUMENTS


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
@given(DOCUMENTS)
def test_every_document_can_be_shown_and_holds_no_script(tree: Tree):
    shown = to_html(tree)
    assert "<script" not in shown
    assert shown.count("<p>") == shown.count("</p>")


def test_an_unknown_node_shows_its_words():
    assert to_html(node("doc", [node("poem", [text("<b>", mark("bold"))])])) == "&lt;b&gt;"

"""Random documents."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from afterword_text.live_blocks import live_block
from afterword_text.tree import Mark, Node, Tree, mark, node, paragraph, text

CALM = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)  # a busy machine is no failure

# Letters in several scripts, every character that means something to Markdown, several kinds of space, joined emoji.
CHARACTERS = st.sampled_from(
    list("abcxyz019  ") + list("\\`*_{}[]()#+-.!|~<>&=:;'\"/$^@,?") + list("\t\n\u00a0\u3000é中文、。😀\u200d👩🚒")
)
WORDS = st.text(CHARACTERS, min_size=1, max_size=12) | st.sampled_from(
    [
        "- a",
        "1. b",
        "# c",
        "> d",
        "---",
        "===",
        "~~~",
        "```",
        "| - |",
        "a | b",
        "[x] ",
        "&amp;",
        "<b>",
        "<!-- x",
        "x_y_z",
    ]
)
ADDRESSES = st.sampled_from(
    [
        "https://x.example/a_b?c=1&d=2",
        "a b(c)",
        "",
        "mailto:a@x.example",
        "#here",
        "/a\\b<c>",
        "x&copy;",
        "https://例.example",
    ]
)
TITLES = st.none() | st.sampled_from(["t", 'say "so"', "a\\", "&lt;", "two\nlines"])
_tagged = st.sampled_from(["underline", "superscript", "subscript", "highlight"]).map(mark)
_claims = st.builds(
    lambda state, source: mark("claim", state=state, source=source),
    st.sampled_from(["fact", "assumption", "unknown"]),
    st.none() | st.sampled_from(["impact", 'a--b "c" <d>']),
)
_simple = st.sampled_from(["bold", "italic", "strike", "code"]).map(mark) | _tagged | _claims
_links = st.builds(lambda href, title: mark("link", href=href, title=title), ADDRESSES, TITLES)


def _run(words: str, marks: list[Mark]) -> Node:
    return text(words, *{each["type"]: each for each in marks}.values())


TEXTS = st.builds(_run, WORDS, st.lists(_simple | _links, max_size=3))
_IMAGES = st.builds(
    lambda src, alt, title, href: node("image", src=src, alt=alt, title=title, href=href),
    ADDRESSES,
    st.none() | WORDS,
    TITLES,
    st.none() | ADDRESSES,
)
_TAGS = st.sampled_from(
    ["<b>", "</b>", "<br>", "<!-- note -->", '<a\nhref="x">', "<div>", "<script>", "not a tag", "<u>", "</u>", "<mark>"]
)
ATOMS = st.just(node("hardBreak")) | _IMAGES | _TAGS.map(lambda html: node("rawHtmlInline", html=html))
_LETTERS = st.lists(st.builds(_run, st.sampled_from("ab中.，*_"), st.lists(_simple, max_size=3)), max_size=6)
INLINE = st.lists(TEXTS | TEXTS | ATOMS, max_size=6) | _LETTERS
PARAGRAPHS = INLINE.map(lambda said: node("paragraph", said))
_HEADINGS = st.builds(lambda said, level: node("heading", said, level=level), INLINE, st.integers(1, 6))
_CODE = st.builds(
    lambda code, language, meta: node("codeBlock", [text(code)] if code else None, language=language, meta=meta),
    st.text(st.sampled_from("ab \t\n`~<>&\\|中😀"), max_size=20),
    st.none() | st.sampled_from(["python", "c++", "a`b", "a\\b", "&lt;", "two words"]),
    st.none() | st.sampled_from(["title=x", "{1,3}"]),
)
_HTML = st.sampled_from(
    [
        "<div>\nx\n</div>",
        "<!-- a\n\nb -->",
        "<!-- open",
        "<br>",
        "<table><tr><td>|",
        "plain",
        "<details>\n\n<p>",
        "",
        "<!-- /block -->",
        "<!-- block: impact -->",
    ]
)
_LIVE = st.builds(live_block, st.sampled_from(["timeline", "impact"]), st.none() | st.just({"a": "b-->", "n": 1}))
_GUIDES = INLINE.map(lambda said: node("guide", said))
LEAVES = (
    _LIVE
    | _GUIDES
    | PARAGRAPHS
    | _HEADINGS
    | _CODE
    | st.just(node("horizontalRule"))
    | _HTML.map(lambda h: node("rawHtml", html=h))
)


def _lists(blocks: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    inside = st.builds(lambda first, rest: [first, *rest], PARAGRAPHS, st.lists(blocks, max_size=3))
    items = st.lists(inside.map(lambda made: node("listItem", made)), min_size=1, max_size=3)
    tasks = st.builds(lambda made, done: node("taskItem", made, checked=done), inside, st.booleans())
    numbers = st.sampled_from([None, 0, 2, 9, 999_999_999])
    return (
        items.map(lambda made: node("bulletList", made))
        | st.builds(lambda made, start: node("orderedList", made, start=start), items, numbers)
        | st.lists(tasks, min_size=1, max_size=3).map(lambda made: node("taskList", made))
    )


def _tables(blocks: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    align = st.sampled_from([None, "left", "center", "right"])
    cells = st.builds(
        lambda kind, made, align: node(kind, made, align=align),
        st.sampled_from(["tableCell", "tableHeader"]),
        st.lists(PARAGRAPHS | PARAGRAPHS | blocks, min_size=1, max_size=2),
        align,
    )
    rows = st.lists(cells, max_size=3).map(lambda made: node("tableRow", made))
    return st.lists(rows, min_size=1, max_size=3).map(lambda made: node("table", made))


def _deeper(blocks: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    quotes = st.lists(blocks, min_size=1, max_size=3).map(lambda made: node("blockquote", made))
    return _lists(blocks) | quotes | _tables(blocks)


BLOCKS = st.recursive(LEAVES, _deeper, max_leaves=8)

# What the schema holds beyond `DOCUMENTS`: a test that takes `EVERYTHING` has to stand every node and mark.
_LABELS = st.sampled_from(["1", "2", "note", "中"])
_MENTIONS = st.builds(
    lambda kind, key, label: node("mention", kind=kind, id=key, label=label),
    st.sampled_from(["person", "team", "incident", "postmortem", "service"]),
    st.sampled_from(["142", "018f2f6e", "a/../b", ""]),
    WORDS,
)
_DATES = st.builds(
    lambda at, zone, precision: node("date", at=at, zone=zone, precision=precision),
    st.sampled_from(["2026-11-02T10:42:07Z", "2026-11-02T10:42:07+08:00", "2026-11-02", "not a time", ""]),
    st.none() | st.sampled_from(["UTC", "Asia/Shanghai", "Europe/Nowhere", "../etc/passwd", "\0"]),
    st.none() | st.sampled_from(["day", "second"]),
)
_NOTED = _LABELS.map(lambda label: node("footnoteReference", label=label))
_FUTURE = st.just('{"type":"poem","attrs":{"n":1}}')
_REFERENCES = _MENTIONS | _DATES | _NOTED | _FUTURE.map(lambda json: node("unknownInline", name="poem", json=json))
RICH = st.lists(TEXTS | ATOMS | _REFERENCES, max_size=6)
_RICH_PARAGRAPHS = RICH.map(lambda said: node("paragraph", said))
_RICH_LEAVES = LEAVES | _RICH_PARAGRAPHS | _FUTURE.map(lambda json: node("unknownBlock", name="poem", json=json))


def _callouts(inside: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    return st.builds(
        lambda made, kind, title: node("callout", made, kind=kind, title=title),
        inside,
        st.none() | st.sampled_from(["tip", "important", "warning", "caution"]),
        st.none() | WORDS,
    )


def _foldings(inside: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    return st.builds(
        lambda said, made, is_open: node(
            "details", [node("detailsSummary", said), node("detailsContent", made)], open=is_open
        ),
        RICH,
        inside,
        st.none() | st.just(True),
    )


def _definitions(inside: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    terms = RICH.map(lambda said: node("definitionTerm", said))
    meanings = inside.map(lambda made: node("definitionDescription", made))
    return st.lists(terms | meanings, min_size=1, max_size=3).map(lambda made: node("definitionList", made))


def _deepest(blocks: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    inside = st.lists(blocks, min_size=1, max_size=2)
    notes = st.builds(lambda made, label: node("footnoteDefinition", made, label=label), inside, _LABELS)
    return _deeper(blocks) | _callouts(inside) | _foldings(inside) | _definitions(inside) | notes


RICH_BLOCKS = st.recursive(_RICH_LEAVES, _deepest, max_leaves=8)


def _document(blocks: list[Node]) -> Tree:
    return node("doc", [*blocks, paragraph()])


DOCUMENTS = st.lists(BLOCKS, max_size=5).map(_document)
EVERYTHING = st.lists(RICH_BLOCKS, max_size=5).map(_document)

# What people paste: every sign that begins or ends something, in any order.
_SNIPPETS = [
    *["**", "_", "[a](b)", "1. ", "- [ ] ", "```", "\t"],
    "\n",
    "\n\n",
    "\n- ",
    "\n> ",
    "\n    ",
    "\n|-|-|\n",
    "\n\n[x]: /y\n",
]
SOURCES = st.lists(CHARACTERS | WORDS | st.sampled_from(_SNIPPETS), max_size=30).map("".join)

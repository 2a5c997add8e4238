"""The Markdown parser as we use it."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block.html_block import HTML_SEQUENCES
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from afterword_text.markdown import addresses, brackets, footnotes, foreign_lines, references
from afterword_text.tree import MAX_DEPTH, clean, too_deep

LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
GUIDE = re.compile(r"<!--\s*guide:\s*((?:(?!--).)*?)\s*-->", re.DOTALL)
trim = mdTrim  # the characters that end and begin no paragraph; not the same as str.strip()


@cache
def _engine() -> MarkdownIt:
    options = {"html": True, "maxNesting": MAX_DEPTH, **references.OPTIONS}
    engine = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    brackets.add_to(engine)
    footnotes.add_to(engine)
    addresses.add_to(engine)
    foreign_lines.add_to(engine)
    deflist_plugin(engine)
    # Addresses are kept as they were written; whoever shows them decides which are safe.
    for name, same in (("normalizeLink", _same), ("normalizeLinkText", _same), ("validateLink", _any)):
        setattr(engine, name, same)
    return engine


def tokens_of(source: str) -> list[Token]:
    """The block tokens of a Markdown text. Raises TreeError when it is nested too deeply."""
    try:
        found = _engine().parse(clean(source))
    except RecursionError:
        raise too_deep() from None
    # Beyond its limit the parser drops text without a word, so what comes near it is refused.
    if any(token.level >= MAX_DEPTH - 4 for token in found):
        raise too_deep()
    return references.kept(found)


def inline_tokens_of(source: str) -> list[Token]:
    """The tokens of one line of text, whatever it begins with. Raises TreeError when it is nested too deeply."""
    try:
        return _engine().parseInline(clean(source))[0].children or []
    except RecursionError:
        raise too_deep() from None


def is_tag(html: str) -> bool:
    """Whether this is exactly one piece of inline HTML."""
    return HTML_TAG_RE.fullmatch(html) is not None


def opens_html(line: str) -> bool:
    """Whether a line that begins so is read as a block of HTML."""
    return any(begins.search(line) for begins, _, _ in HTML_SEQUENCES)


def is_html_block(html: str) -> bool:
    """Whether this, followed by another paragraph, is read back as one closed block of HTML or another such line."""
    found = tokens_of(f"{html}\n\nx")
    return len(found) == 4 and found[0].type == "html_block" and found[0].content.rstrip("\n") == html


def _same(address: str) -> str:
    return address


def _any(_address: str) -> bool:
    return True

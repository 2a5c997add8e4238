"""What a template shows besides its variables: words and attributes, with everything translated taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.template.base import DebugLexer, TokenType

HOLE = " \ufffc "  # stands where the template puts something in
READ_ALOUD = {"title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "alt", "label"}
VERBATIM = {"code", "kbd", "samp", "script", "style", "svg"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Named arguments of {% include %} and of our tags whose plain text a person would read.
WORDED = re.compile(r"""\b(?:title|text|lead|label|help|heading|\w+_label)=(?P<quote>["'])(?P<words>.*?)(?P=quote)""")


@dataclass
class Markup(HTMLParser):
    """Collects (line, words) that people read and (line, tag, attributes) of every tag."""

    words: list[tuple[int, str]] = field(default_factory=list)
    tags: list[tuple[int, str, dict[str, str | None]]] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        self.tags.append((line, tag, dict(attrs)))
        if tag not in VOID:
            self.inside.append(tag)
        self.words += [(line, value) for name, value in attrs if value and name in READ_ALOUD]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not VERBATIM.intersection(self.inside):
            self.words.append((self.getpos()[0], data))


def read(template: str) -> Markup:
    """Parse a template as the HTML it writes, with a hole for every tag and variable."""
    markup = Markup()
    markup.feed("".join(without_template_tags(template)))
    markup.close()
    for token in DebugLexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            markup.words += [(token.lineno or 0, found["words"]) for found in WORDED.finditer(token.contents)]
    return markup


def without_template_tags(template: str) -> Iterator[str]:
    """The text of a template; what stands between blocktranslate (or comment) and its end is dropped."""
    until = ""
    for token in DebugLexer(template).tokenize():
        newlines = "\n" * token.contents.count("\n")
        if until:
            until = "" if token.token_type == TokenType.BLOCK and token.contents.split()[0] == until else until
            yield newlines
        elif token.token_type == TokenType.TEXT:
            yield token.contents
        else:
            name = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
            if name in ("blocktranslate", "blocktrans", "comment", "verbatim"):
                until = f"end{name}"
            yield newlines + (HOLE if token.token_type != TokenType.COMMENT else "")

"""Link reference definitions, `[label]: address`: a link that uses one says all of it; those that no link uses stay."""

from collections.abc import Iterator

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from afterword_text.markdown import escape

OPTIONS = {"inline_definitions": True, "store_labels": True}
_TAKEN = ("!", "^")  # how callouts and footnotes begin


def kept(tokens: list[Token]) -> list[Token]:
    """The tokens, with definitions as lines of their own where nothing else would say what they say."""
    if not any(each.type == "definition" for each in tokens):
        return tokens
    used = {normalizeReference(str(each.meta["label"])) for each in _all(tokens) if each.meta.get("label")}
    made: list[Token] = []
    for each in tokens:
        label = str(each.meta["id"]) if each.type == "definition" else ""
        if not label:
            made.append(each)
        elif label in used:
            used.remove(label)  # a second one of the same name is used by nobody
        else:
            made += _line(each, label)
    return made


def is_definition(line: str) -> bool:
    """Whether a line that stands for itself is one of these."""
    return line.startswith("[")


def _all(tokens: list[Token]) -> Iterator[Token]:
    """Tokens with those inside, links in the words of pictures too."""
    waiting = list(tokens)
    while waiting:
        each = waiting.pop()
        if each.type != "definition":
            yield each
        waiting += each.children or []


def _line(token: Token, label: str) -> list[Token]:
    to = escape.destination(str(token.meta["url"]), " ".join(str(token.meta["title"]).split()))
    line = f"[{' '.join(str(token.meta['label']).split())}]: {to}"
    if label == "X" or label.startswith(_TAKEN):  # it would make a link of what is a box or a mark
        words = Token("text", "", 0, content=line)
        inline = Token("inline", "", 0, content=line, children=[words], level=token.level + 1)
        return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]
    return [Token("html_block", "", 0, content=line, level=token.level)]

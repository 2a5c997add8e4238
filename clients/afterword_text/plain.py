"""The words of a document and nothing else, for search and previews."""

from html.parser import HTMLParser

from afterword_text.markdown.atoms import spoken
from afterword_text.markdown.references import is_definition
from afterword_text.tree import Node, Tree, children, string

_LINES = ("paragraph", "heading", "codeBlock", "detailsSummary", "definitionTerm")


def write(tree: Tree) -> str:
    """One line for each paragraph, heading, row and line of code, without any signs.

    Guides are questions to the author, not words of the document.
    """
    lines = (" ".join(line.split()) for line in _lines(tree))
    return "\n".join(line for line in lines if line)


def _lines(node: Node) -> list[str]:
    kind = node["type"]
    if kind in _LINES:
        return "".join(_words(inside) for inside in children(node)).split("\n")
    if kind == "guide":
        return []
    if kind == "tableRow":
        return [" ".join(line for cell in children(node) for line in _lines(cell))]
    if kind == "rawHtml":
        html = string(node, "html")
        return [] if is_definition(html) else _shown(html).split("\n")
    if kind == "callout":
        return [string(node, "title"), *(line for inside in children(node) for line in _lines(inside))]
    if kind == "unknownBlock":
        return [string(node, "json")]
    return [line for inside in children(node) for line in _lines(inside)]


def _words(node: Node) -> str:
    kind = node["type"]
    if kind == "hardBreak":
        return "\n"
    if kind == "image":
        return f" {string(node, 'alt')} "
    if kind == "rawHtmlInline":
        return _shown(string(node, "html"))
    if kind in ("mention", "footnoteReference"):
        return string(node, "label")
    if kind in ("date", "unknownInline"):
        return spoken(node) if kind == "date" else string(node, "json")
    return node.get("text", "")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _shown(html: str) -> str:
    """The text between tags; comments and attributes are not words."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.found)

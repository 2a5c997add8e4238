"""A page of HTML as a document."""

import re
from html import unescape

from afterword.documents.html_in.blocks import blocks
from afterword.documents.html_in.elements import Element, elements_of, left_out
from afterword_text.formats import LARGEST, File
from afterword_text.headings import with_ids
from afterword_text.mend import mend
from afterword_text.mended_bytes import decoded
from afterword_text.tree import TreeError, node, paragraph

_TITLE = re.compile(r"<title[^<>]*>([^<]*)</title>", re.IGNORECASE)


def read_html(data: bytes) -> File:
    """The document that a page says, with its title; notes say what a document has no place for.

    Raises TreeError when it is larger than 5 MB, or no text.
    """
    if len(data) > LARGEST:
        raise TreeError("", f"larger than {LARGEST // 1_000_000} MB")
    html, notes = decoded(data)
    body = elements_of(html)
    main = _main(body)
    around = [] if main is body else ["left out: what stands around the main text"]
    tree = with_ids(mend(node("doc", blocks(main.inside) or [paragraph()])))
    found = _TITLE.search(html)
    title = " ".join(unescape(found[1]).split()) if found else ""
    return File(tree, {"title": title} if title else {}, notes=(*notes, *left_out(html), *around))


def _main(body: Element) -> Element:
    """The one part that says to be the text, if it says nearly everything; else all of it."""
    for tag in ("main", "article"):
        found = [each for each in body.walk() if each.tag == tag]
        if len(found) == 1 and found[0].words().strip():
            return found[0]
    return body

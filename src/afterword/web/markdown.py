"""What people write in notes and updates, as HTML."""

import re
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from afterword.documents.render import to_html
from afterword_text.markdown import parse
from afterword_text.tree import TreeError

KEPT, KEPT_LENGTH = 500, 4000  # texts, and characters of each: at most a few megabytes
_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")


def shown(text: str) -> SafeString:
    """Markdown as safe HTML. A line that was ended by hand stays ended, as people expect of a note."""
    if len(text) > KEPT_LENGTH:
        return _rendered(text)
    return _kept(text, get_language())


@lru_cache(maxsize=KEPT)
def _kept(text: str, _language: str | None) -> SafeString:
    """During an incident everybody looks at the same notes again and again."""
    return _rendered(text)


def _rendered(text: str) -> SafeString:
    try:
        return to_html(parse(_LINE_END.sub("  \n", text)))
    except TreeError:  # nested beyond what a page should bear; nothing that was said is hidden for that
        return format_html("<pre>{}</pre>", text)

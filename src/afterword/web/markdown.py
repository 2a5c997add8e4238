"""What people write in notes and updates, as HTML."""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from afterword.documents.render import to_html
from afterword_text.markdown import parse
from afterword_text.tree import TreeError

KEPT, KEPT_LENGTH = 500, 4000  # texts, and characters of each: at most a few megabytes
_TAG = re.compile(r"(<[^>]*>)")
_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")


def shown(text: str) -> SafeString:
    """Markdown as safe HTML. A line that was ended by hand stays ended, as people expect of a note."""
    if len(text) > KEPT_LENGTH:
        return _rendered(text)
    return _kept(text, get_language())


def shown_with_names(text: str, names: Iterable[str]) -> SafeString:
    """The same, with `@` and each of these names marked where it stands."""
    wanted = [re.escape(escape(f"@{name}")) for name in sorted(names, key=len, reverse=True)]
    if not wanted:
        return shown(text)
    naming = re.compile("|".join(wanted), re.IGNORECASE)
    parts = _TAG.split(shown(text))  # every second one is a tag
    parts[::2] = [naming.sub(r'<span class="mention">\g<0></span>', part) for part in parts[::2]]
    return mark_safe("".join(parts))


@lru_cache(maxsize=KEPT)
def _kept(text: str, _language: str | None) -> SafeString:
    """During an incident everybody looks at the same notes again and again."""
    return _rendered(text)


def _rendered(text: str) -> SafeString:
    try:
        return to_html(parse(_LINE_END.sub("  \n", text)))
    except TreeError:  # nested beyond what a page should bear; nothing that was said is hidden for that
        return format_html("<pre>{}</pre>", text)

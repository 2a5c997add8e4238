"""What people write in notes and updates, as HTML."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from afterword.documents.render import to_html
from afterword_text.markdown import parse
from afterword_text.tree import TreeError

_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")


def shown(text: str) -> SafeString:
    """Markdown as safe HTML. A line that was ended by hand stays ended, as people expect of a note."""
    try:
        return to_html(parse(_LINE_END.sub("  \n", text)))
    except TreeError:  # nested beyond what a page should bear; nothing that was said is hidden for that
        return format_html("<pre>{}</pre>", text)

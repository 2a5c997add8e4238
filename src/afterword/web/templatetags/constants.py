"""Words and icons that a template names outright, which is nearly all of them. Resolved like variables, each time they
are shown, they took up to a fifth of the time of a page."""

from functools import lru_cache

from django.template import Context, Library, Node
from django.template.base import FilterExpression, Parser, TextNode, Token
from django.template.library import SimpleNode
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from afterword.web.templatetags import afterword

register = Library()


class Word(Node):
    """`{% translate "Important" %}`, or the same `as label`."""

    def __init__(self, text: str, name: str | None) -> None:
        self.text, self.name = text, name

    def render(self, context: Context) -> SafeString:
        word = _in_language(get_language(), self.text)
        if self.name is None:
            return word
        context[self.name] = word
        return _NOTHING


_NOTHING = mark_safe("")


@lru_cache(maxsize=10_000)
def _in_language(_language: str | None, text: str) -> SafeString:
    """As Django's own tag looks it up: with its percent signs doubled."""
    return mark_safe(gettext(text.replace("%", "%%")).replace("%%", "%"))


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """Django's, and faster where the text stands in the template and is neither filtered nor in a context."""
    node: TranslateNode = do_translate(parser, token)
    text = _literal(node.filter_expression)
    if text is None or node.noop or node.message_context:
        return node
    return Word(text, node.asvar)


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """Ours, and drawn beforehand where it has no label."""
    node: SimpleNode = afterword.register.tags["icon"](parser, token)
    name = _literal(node.args[0]) if len(node.args) == 1 and not node.kwargs and not node.target_var else None
    return node if name is None else TextNode(afterword.icon(name))


def _literal(expression: FilterExpression) -> str | None:
    """The text between the quotes; None where it is anything else."""
    found = getattr(expression.var, "literal", expression.var)
    return found if isinstance(found, str) and not expression.filters else None

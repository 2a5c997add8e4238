"""Templates keep to the content security policy, and every word in them can be translated."""

import re

import pytest

from tests.architecture import tree
from tests.architecture.markup import HOLE, read

# The same in every language: our name, units, names of formats and keys.
UNTRANSLATABLE = {
    "afterword", "api", "csv", "ctrl", "esc", "html", "http", "https", "id", "inc", "json", "markdown", "pm", "sev",
    "slo", "sla", "url", "utc",
}  # fmt: skip
# Shows every component with sample data to people who write pages; never served to anyone else.
STYLE_PAGE = "src/afterword/web/templates/web/styleguide.html"
DEVELOPERS_ONLY = {"src/afterword/web/templates/web/styleguide.html"}  # samples of every component, never translated
LETTERS = re.compile(r"[^\W\d_]{2,}")


def untranslated(template: str) -> list[str]:
    return [
        f"line {line}: {words.strip(HOLE + chr(10))[:60]}"
        for line, words in read(template).words
        if any(word.lower() not in UNTRANSLATABLE for word in LETTERS.findall(words))
    ]


def refused_by_the_policy(template: str) -> list[str]:
    """Inline scripts, style sheets and handlers; a style attribute is allowed."""
    found = []
    for line, tag, attributes in read(template).tags:
        kind = attributes.get("type") or ""
        if tag == "style" or (tag == "script" and "src" not in attributes and "json" not in kind):
            found.append(f"line {line}: <{tag}>")
        found += [f"line {line}: {name}" for name in attributes if name.startswith(("on", "hx-on"))]
        found += [f"line {line}: {value}" for value in attributes.values() if (value or "").startswith("javascript:")]
    return found


def test_every_word_in_a_template_can_be_translated():
    templates = (name for name in tree.templates() if name != STYLE_PAGE)
    found = {name: lines for name in templates if (lines := untranslated(tree.text(name)))}
    assert not found, "\n".join(f"{name} {line}" for name, lines in found.items() for line in lines)


def test_every_word_in_a_text_message_can_be_translated():
    found = {name: lines for name in tree.templates(".txt") if (lines := untranslated(tree.text(name)))}
    assert not found


def test_no_template_holds_what_the_content_security_policy_refuses():
    found = {name: lines for name in tree.templates() if (lines := refused_by_the_policy(tree.text(name)))}
    assert not found


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello there</p>",
        '<input placeholder="Your name">',
        '<a {% if x %}aria-label="Go on"{% endif %}>{{ x }}</a>',
        '{% translate "Fine" %}<b>not fine</b>',
        '{% include "x.html" with title="No incidents yet" %}',
        "{% blocktranslate %}fine{% endblocktranslate %} but not this",
        "<p>{{ count }} entries</p>",
    ],
)
def test_a_word_outside_a_translation_is_found(template):
    assert untranslated(template)


@pytest.mark.parametrize(
    "template",
    [
        '<p class="lead">{% translate "Hello" %} · {{ number }} — 14:05</p>',
        "<kbd>Ctrl</kbd> <code>afterword serve</code> {# a remark #}{% comment %}words{% endcomment %}",
        '<option value="high" {% if x %}selected{% endif %}>{{ name }}</option>',
        '{% include "x.html" with title=_("Fine") name="home" %}',
        "<title>{% block title %}{% endblock %} · Afterword</title>",
        '<meta name="viewport" content="width=device-width">',
        "{% blocktranslate trimmed count n=n %}one entry{% plural %}{{ n }} entries{% endblocktranslate %}",
    ],
)
def test_what_needs_no_translation_is_left_alone(template):
    assert not untranslated(template)


@pytest.mark.parametrize(
    "template",
    [
        "<script>run()</script>",
        "<style>a{}</style>",
        '<a onclick="x()">',
        '<a href="javascript:x()">',
        '<a hx-on:click="x">',
    ],
)
def test_inline_code_is_found(template):
    assert refused_by_the_policy(template)


def test_a_style_attribute_and_data_for_scripts_are_allowed():
    assert not refused_by_the_policy('<i style="width:1px"></i><script type="application/json">{}</script>')

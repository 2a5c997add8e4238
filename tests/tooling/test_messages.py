from pathlib import Path

import polib
import pytest

from scripts.messages import Found, Key, in_file, merged


@pytest.fixture
def texts_of(tmp_path):
    """texts_of("page.html", source): the texts found in it, with their plurals."""

    def find(name: str, source: str) -> dict[Key, str | None]:
        path: Path = tmp_path / name
        path.write_text(source, encoding="utf-8")
        return {key: plural for key, plural, _ in in_file(path)}

    return find


def test_texts_in_python_are_found(texts_of):
    source = (
        'a = _("One")\nb = ngettext("%(n)s entry", "%(n)s entries", n)\nc = pgettext("verb", "Flag")\nd = "no text"'
    )

    assert texts_of("code.py", source) == {
        Key(None, "One"): None,
        Key(None, "%(n)s entry"): "%(n)s entries",
        Key("verb", "Flag"): None,
    }


def test_texts_in_a_template_are_found_however_it_is_indented(texts_of):
    source = """<div>
        {% translate "Home" as home %}(unbalanced
      <p title="{% translate 'A title' %}">
    {% blocktranslate trimmed count n=count with name=person %}
      {{ n }} entry of {{ name }}
    {% plural %}
      {{ n }} entries of {{ name }}
    {% endblocktranslate %}
        {% include "x.html" with label=_("In an argument") %}
    """

    assert texts_of("page.html", source) == {
        Key(None, "Home"): None,
        Key(None, "A title"): None,
        Key(None, "%(n)s entry of %(name)s"): "%(n)s entries of %(name)s",
        Key(None, "In an argument"): None,
    }


def test_collecting_again_keeps_translations_and_drops_what_is_gone():
    before = polib.POFile()
    before.append(polib.POEntry(msgid="Home", msgstr="主页"))
    before.append(polib.POEntry(msgid="Gone", msgstr="没了"))

    after = merged({Key(None, "Home"): Found(files=["a.html"]), Key(None, "New"): Found(files=["b.html"])}, before)

    assert {entry.msgid: entry.msgstr for entry in after} == {"Home": "主页", "New": ""}

import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.actions.templates import replace_template, retire_template
from afterword.postmortems.export import to_markdown
from afterword.postmortems.models import OwnTemplate
from afterword.postmortems.template_files import is_offered, template, templates
from afterword.postmortems.template_text import LENGTH_LIMIT, remarks_on
from tests.world import a_resolved_incident

TEXT = """---
name: Our review
incidents: required
---

## Impact of {{INCIDENT_ID}} {#impact}

<!-- block: impact -->

## Costs {#costs .optional}

What did it cost?
"""


def actions() -> list[str]:
    return list(AuditEntry.objects.filter(action__startswith="template.").values_list("action", flat=True))


def test_an_own_template_is_offered_and_makes_a_report(di: Actor, ada: Actor) -> None:
    replace_template(di, "our-review", "en", TEXT)
    replace_template(di, "our-review", "en", TEXT)
    incident = a_resolved_incident(by=ada)

    markdown = to_markdown(start(ada, [incident], template_key="our-review", language="zh-hans"))

    assert f"Impact of {incident.reference}" in markdown
    assert "Costs" not in markdown
    assert [each.id for each in templates("en")[-1].sections] == ["impact", "costs"]
    assert actions() == ["template.created"]


def test_another_text_replaces_it_and_each_language_has_its_own(di: Actor) -> None:
    replace_template(di, "our-review", "en", TEXT)
    replace_template(di, "our-review", "zh-hans", "# 我们的复盘\n")
    replace_template(di, "our-review", "en", "# Short review\n")

    assert template("our-review", "en").name == "Short review"
    assert template("our-review", "zh-hans").name == "我们的复盘"
    assert [each.key for each in templates("en")].count("our-review") == 1


def test_a_retired_one_is_not_offered_until_it_is_written_again(di: Actor) -> None:
    replace_template(di, "our-review", "en", TEXT)

    retire_template(di, "our-review", "en")
    retire_template(di, "our-review", "en")

    assert not is_offered("our-review")
    assert sorted(actions()) == ["template.created", "template.retired"]
    replace_template(di, "our-review", "en", TEXT)
    assert is_offered("our-review")


@pytest.mark.parametrize(
    ("key", "language", "text", "words"),
    [
        ("incident", "en", TEXT, "comes with Afterword"),
        ("Our review", "en", TEXT, "small letters"),
        ("ours", "xx", TEXT, "one of en"),
        ("ours", "en", "---\nname: [\n---\n\nText", "facts in front"),
        ("ours", "en", "---\nkind: poem\n---\n\nText", "not “poem”"),
        ("ours", "en", "---\nname: Ours\n---\n", "no text"),
        ("ours", "en", "a\0b", "NUL"),
        ("ours", "en", "a" * (LENGTH_LIMIT + 1), "at most"),
        ("ours", "en", "> " * 2000 + "deep", "nested"),
    ],
)
def test_what_can_not_be_read_is_refused_in_a_sentence(
    di: Actor, key: str, language: str, text: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        replace_template(di, key, language, text)

    assert not OwnTemplate.objects.exists()


def test_unknown_blocks_and_placeholders_are_named_with_their_line() -> None:
    remarks = remarks_on("# A\n{{WEATHER}} on {{DATE}}\n<!-- block: moon -->\n<!-- block: impact -->\n")

    assert remarks == ["Line 2: nothing is called {{WEATHER}}.", "Line 3: there is no block “moon”."]


def test_only_administrators_write_and_retire_them(ada: Actor, di: Actor) -> None:
    with pytest.raises(NotAllowed):
        replace_template(ada, "ours", "en", TEXT)
    with pytest.raises(NotFound):
        retire_template(di, "ours", "en")


def test_a_text_without_headings_is_a_template_too(di: Actor) -> None:
    assert replace_template(di, "short", "en", "What happened?\n").name == "short"

import re

import pytest

from afterword.core.errors import Invalid
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.start import start
from afterword.postmortems.blocks.registry import block_named
from afterword.postmortems.export import to_markdown
from afterword.postmortems.template_files import languages_of, template, template_keys
from afterword_text.live_blocks import kind_of, params_of
from afterword_text.markdown import parse
from afterword_text.sections import list_sections
from afterword_text.tree import Tree, walk
from tests.postmortems.test_executive_summary import a_told_outage
from tests.world import a_resolved_incident

KEYS = template_keys()
LANGUAGES = ("en", "zh-hans")
ALONE = ("retrospective", "project-launch")  # need no incident, and name none


def blocks_in(tree: Tree) -> list[tuple[str, str]]:
    return [(kind_of(each), str(params_of(each))) for each in walk(tree) if each["type"] == "liveBlock"]


def test_the_default_comes_first_and_all_variants_are_there() -> None:
    assert KEYS[0] == "incident"
    assert set(KEYS) == {
        *("incident", "incident-full", "one-pager", "near-miss", "project-launch", "status-page", "regulated"),
        *("retrospective", "incident-review"),
    }


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_have_the_same_sections_blocks_and_as_many_questions(key: str) -> None:
    assert languages_of(key) == sorted(LANGUAGES)
    english, chinese = (template(key, language) for language in LANGUAGES)

    assert [(each.id, each.is_optional) for each in english.sections] == [
        (each.id, each.is_optional) for each in chinese.sections
    ]
    trees = [parse(each.body) for each in (english, chinese)]
    assert blocks_in(trees[0]) == blocks_in(trees[1])
    guides = [sum(each["type"] == "guide" for each in walk(tree)) for tree in trees]
    assert guides[0] == guides[1]
    assert (english.kind, english.incidents) == (chinese.kind, chinese.incidents)


@pytest.mark.parametrize("key", KEYS)
def test_every_block_that_a_template_names_exists(key: str) -> None:
    for kind, _params in blocks_in(parse(template(key, "en").body)):
        assert block_named(kind), kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_template_makes_a_report_without_blanks(ada: Actor, key: str, language: str) -> None:
    full, empty = a_told_outage(ada), a_resolved_incident(by=ada)

    for incidents in ([full], [empty]):
        markdown = to_markdown(start(ada, incidents, template_key=key, language=language))

        assert "___" not in markdown
        assert "{{" not in re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
        assert "{#" not in markdown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_template_tells_of_two_incidents_without_blanks(ada: Actor, key: str, language: str) -> None:
    covered = [a_told_outage(ada), a_resolved_incident(by=ada)]

    markdown = to_markdown(start(ada, covered, template_key=key, language=language))

    assert "___" not in markdown
    assert "{{" not in re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
    assert all(each.title in markdown for each in covered) or "status-page" in key or key in ALONE


def test_the_full_postmortem_tells_times_in_its_queries(ada: Actor) -> None:
    markdown = to_markdown(start(ada, [a_told_outage(ada)], template_key="incident-full", language="en"))

    assert 'query="service:Accounts status:error"' in markdown
    assert 'from="2026-03-02T09:36:00Z",\n  to="2026-03-02T12:06:00Z"' in markdown  # an hour before and after
    assert 'from="2026-03-02T08:36:00Z"' in markdown


def test_modules_are_added_when_they_are_chosen(ada: Actor) -> None:
    one, two = a_told_outage(ada), a_resolved_incident(by=ada)

    usual = start(ada, [one], language="en")
    chosen = start(ada, [two], language="en", sections=["overview", "costs"])

    titles = [each.title for each in list_sections(tree_of(usual.document))]
    assert "Costs" not in titles
    assert "Lessons learned" in titles
    assert [each.id for each in list_sections(tree_of(chosen.document))][1:] == ["overview", "costs"]
    assert chosen.sections == ["overview", "costs"]


def test_a_section_that_the_template_does_not_have_is_refused(ada: Actor) -> None:
    with pytest.raises(Invalid, match="no section “weather”"):
        start(ada, [a_resolved_incident(by=ada)], sections=["weather"])


@pytest.mark.parametrize("key", [key for key in KEYS if not template(key, "en").needs_incident])
def test_some_need_no_incident(ada: Actor, key: str) -> None:
    report = create_report(ada, "The spring launch", template_key=key, language="en")

    assert report.kind == template(key, "en").kind
    assert "___" not in to_markdown(report)


def test_a_template_about_an_incident_is_refused_without_one(ada: Actor) -> None:
    with pytest.raises(Invalid, match="tells of an incident"):
        create_report(ada, "The spring launch", template_key="incident", language="en")

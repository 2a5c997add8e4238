"""Templates that take in others."""

import pytest

from afterword.core.errors import Conflict, Invalid
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.actions.templates import replace_template, retire_template
from afterword.postmortems.models import OwnTemplate
from afterword.postmortems.template_files import template, templates
from afterword_text.markdown import write
from tests.world import a_resolved_incident

COSTS = "---\nname: Costs\n---\n\n## Costs {#costs}\n\n<!-- guide: What did it cost? -->\n"


def ours(text: str) -> str:
    return f"# Ours\n\n## Facts {{#facts}}\n\n<!-- block: metadata -->\n\n{text}\n"


def test_the_sections_of_another_template_stand_where_it_is_included(ada: Actor, di: Actor) -> None:
    replace_template(di, "costs", "en", COSTS)
    replace_template(di, "ours", "en", ours("<!-- include: costs -->\n\n## End {#end}"))

    found = template("ours", "en")
    report = start(ada, [a_resolved_incident(by=ada)], template_key="ours", language="en")

    assert [each.id for each in found.sections] == ["facts", "costs", "end"]
    assert [each.id for each in templates("en")[-1].sections] == ["facts", "costs", "end"]
    words = write(tree_of(report.document))
    assert words.index("## Costs") < words.index("<!-- guide: What did it cost? -->") < words.index("## End")


def test_a_template_that_comes_with_afterword_can_be_included(di: Actor) -> None:
    replace_template(di, "ours", "zh-hans", ours("<!-- include: one-pager -->"))

    ids = [each.id for each in template("ours", "zh-hans").sections]

    assert ids == ["facts", *(each.id for each in template("one-pager", "zh-hans").sections)]


def test_one_that_includes_itself_is_refused_with_the_way_round(di: Actor) -> None:
    with pytest.raises(Invalid, match="ours → ours"):
        replace_template(di, "ours", "en", ours("<!-- include: ours -->"))
    replace_template(di, "costs", "en", COSTS)
    replace_template(di, "ours", "en", ours("<!-- include: costs -->"))

    with pytest.raises(Invalid, match="costs → ours → costs"):
        replace_template(di, "costs", "en", COSTS + "\n<!-- include: ours -->\n")

    assert OwnTemplate.objects.get(key="costs").body == COSTS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!-- include: nothing -->", "includes “nothing”"),
        ("<!-- include: costs -->\n\n<!-- include: costs -->", "“costs” stands in it twice"),
    ],
)
def test_what_can_t_be_included_is_refused_in_a_sentence(di: Actor, text: str, words: str) -> None:
    replace_template(di, "costs", "en", COSTS)

    with pytest.raises(Invalid, match=words):
        replace_template(di, "ours", "en", ours(text))


def test_growing_without_end_is_refused(di: Actor) -> None:
    replace_template(di, "t0", "en", "word " * 10_000)
    for at in range(1, 3):
        replace_template(di, f"t{at}", "en", f"<!-- include: t{at - 1} -->\n\n" * 2)

    with pytest.raises(Invalid, match="more than 400000 characters"):
        replace_template(di, "t3", "en", "<!-- include: t2 -->\n\n" * 2)


def test_one_that_others_include_is_not_retired(di: Actor) -> None:
    replace_template(di, "costs", "en", COSTS)
    replace_template(di, "ours", "en", ours("<!-- include: costs -->"))

    with pytest.raises(Conflict, match="Ours"):
        retire_template(di, "costs", "en")


def test_a_template_whose_included_one_is_gone_asks_instead(di: Actor) -> None:
    replace_template(di, "costs", "en", COSTS)
    replace_template(di, "ours", "en", ours("<!-- include: costs -->"))
    OwnTemplate.objects.filter(key="costs").delete()

    assert "A template “costs” was to stand here" in template("ours", "en").body

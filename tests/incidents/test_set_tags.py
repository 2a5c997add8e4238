import pytest

from afterword.core.errors import Invalid, NotAllowed
from afterword.incidents.actions.set_tags import change_tags, set_tags
from afterword.incidents.kinds import TagsChanged
from afterword.incidents.models import Incident, Tag
from afterword.incidents.tags import tags_named
from afterword.people.actor import Actor
from tests.world import an_incident


def tags_of(incident: Incident) -> list[str]:
    return [tag.name for tag in incident.tags.all()]


def test_one_word_is_one_tag_however_it_is_written_and_is_told_once(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    set_tags(ada, incident, ["Database", "#database ", "bad  release"])
    set_tags(ada, incident, ["database", "Bad release"])

    assert tags_of(incident) == ["bad release", "database"]
    entry = incident.timeline.of_kind(TagsChanged).get()
    assert "+ bad release" in entry.sentence()


def test_some_are_added_and_others_taken_off_while_the_rest_stays(ada: Actor) -> None:
    incident = set_tags(ada, an_incident(commander=ada), ["database", "release"])

    change_tags(ada, incident, add=tags_named(["dns"]), remove=Tag.objects.filter(name="release"))

    assert tags_of(incident) == ["database", "dns"]


@pytest.mark.parametrize("names", [["x" * 41], [f"tag {number}" for number in range(21)]])
def test_what_is_no_tag_is_refused_and_nothing_is_made(ada: Actor, names: list[str]) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid) as refusal:
        set_tags(ada, incident, ["fine", *names])

    assert list(refusal.value.fields) == ["tags"]
    assert not Tag.objects.exists()


def test_a_viewer_sets_none(ada: Actor, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        set_tags(cy, an_incident(commander=ada), ["mine"])

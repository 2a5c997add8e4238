import pytest

from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.incidents.actions.links import add_link, remove_link
from afterword.incidents.kinds import LinkAdded, LinkRemoved
from afterword.people.actor import Actor
from tests.world import an_incident


def test_the_same_address_twice_is_one_link(cy: Actor) -> None:
    incident = an_incident()

    first = add_link(cy, incident, url="https://example.com/d/1", title="Errors", kind="dashboard")
    again = add_link(cy, incident, url="https://example.com/d/1", title="Errors again")

    assert first == again
    assert incident.timeline.of_kind(LinkAdded).count() == 1


def test_without_a_title_the_address_is_the_title(ada: Actor) -> None:
    address = "https://example.com/" + "x" * 400

    link = add_link(ada, an_incident(commander=ada), url=address)

    assert (link.url, link.title) == (address, address[:200])


def test_removing_is_told(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    link = add_link(ada, incident, url="https://example.com/")

    remove_link(ada, link)

    assert not incident.links.exists()
    assert incident.timeline.of_kind(LinkRemoved).count() == 1
    with pytest.raises(NotFound):
        remove_link(ada, link)


@pytest.mark.parametrize(
    "url", ["", "example.com", "javascript:alert(1)", "ftp://example.com", "https://", "https://a b", "http://[::1"]
)
def test_an_address_that_is_none_is_refused(ada: Actor, url: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_link(ada, an_incident(commander=ada), url=url)

    assert list(refused.value.fields) == ["url"]


def test_an_unknown_kind_is_refused(ada: Actor) -> None:
    with pytest.raises(Invalid):
        add_link(ada, an_incident(commander=ada), url="https://example.com/", kind="parrot")


def test_an_outsider_may_not_remove(cy: Actor, ada: Actor) -> None:
    with pytest.raises(NotAllowed):
        remove_link(cy, add_link(ada, an_incident(commander=ada), url="https://example.com/"))

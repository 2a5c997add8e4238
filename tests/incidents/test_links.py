import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.links import add_link, edit_link, remove_link
from afterword.incidents.kinds import LinkAdded, LinkChanged, LinkRemoved
from afterword.incidents.link_guess import guess_kind
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


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://acme.zoom.us/j/123", "call"),
        ("https://meet.google.com/abc", "call"),
        ("https://teams.microsoft.com/l/meetup-join/1", "call"),
        ("https://teams.microsoft.com/l/channel/1", "chat"),
        ("https://acme.slack.com/archives/C1", "chat"),
        ("https://acme.atlassian.net/browse/OPS-1", "ticket"),
        ("https://acme.atlassian.net/wiki/spaces/OPS", "document"),
        ("https://github.com/acme/shop/issues/7", "ticket"),
        ("https://grafana.example.com/d/abc", "dashboard"),
        ("https://wiki.example.com/runbooks/failover", "runbook"),
        ("https://notslack.com/archives", "document"),
        ("https://example.com/", "document"),
    ],
)
def test_the_kind_is_guessed_from_the_address(url: str, kind: str) -> None:
    assert guess_kind(url) == kind


def test_correcting_a_link_is_told_once(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    link = add_link(ada, incident, url="https://acme.slack.com/archives/C1")
    incident.refresh_from_db()

    edit_link(bo, link, url=link.url, title="#checkout", kind="chat")
    edit_link(bo, link, url=link.url, title="#checkout", kind="chat")

    assert (incident.links.get().title, incident.links.get().kind) == ("#checkout", "chat")
    assert "#checkout" in incident.timeline.of_kind(LinkChanged).get().sentence()
    with pytest.raises(Conflict):
        edit_link(ada, link, url=link.url, title="Chat", kind="chat", since=incident.timeline_head)


def test_an_address_is_kept_once(ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    first, second = (add_link(ada, incident, url=f"https://example.com/{each}") for each in (1, 2))

    with pytest.raises(Conflict):
        edit_link(ada, second, url=first.url, title="Same", kind="document")
    with pytest.raises(NotAllowed):
        edit_link(cy, second, url=second.url, title="Mine", kind="document")

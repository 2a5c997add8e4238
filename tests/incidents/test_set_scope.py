import pytest

from afterword.core.errors import NotAllowed
from afterword.incidents import kinds
from afterword.incidents.actions.set_scope import set_services, set_teams, set_test
from afterword.incidents.kinds import ServicesChanged, TeamsChanged
from afterword.people.actor import Actor
from tests.world import a_service, a_team, an_incident


def test_services_and_teams_are_told_as_differences(ada: Actor) -> None:
    incident = an_incident(commander=ada, services=(a_service("Checkout"),))

    for _ in range(2):
        incident = set_services(ada, incident, [a_service("Search")])
        incident = set_teams(ada, incident, [a_team("Payments")])

    sentence = incident.timeline.of_kind(ServicesChanged).get().sentence()
    assert "+ Search" in sentence
    assert "− Checkout" in sentence
    assert [str(team) for team in incident.teams.all()] == ["Payments"]
    assert incident.timeline.of_kind(TeamsChanged).count() == 1


def test_marking_a_test_once_is_enough(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    for is_test in (True, True, False):
        incident = set_test(ada, incident, is_test=is_test)

    assert not incident.is_test
    assert incident.timeline.of_kind(kinds.TestMarked).count() == 2


def test_an_outsider_may_not(cy: Actor) -> None:
    incident = an_incident()

    with pytest.raises(NotAllowed):
        set_services(cy, incident, [])
    with pytest.raises(NotAllowed):
        set_teams(cy, incident, [])
    with pytest.raises(NotAllowed):
        set_test(cy, incident, is_test=True)

import pytest

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core.errors import NotAllowed, NotFound
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.kinds import PrivacyChanged
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from tests.world import a_team, an_incident, user_of


def test_closing_it_leaves_those_on_it_and_those_named(ada: Actor, bo: Actor, cy: Actor, di: Actor) -> None:
    incident = an_incident(commander=ada)
    version = incident.access_version

    incident = set_privacy(ada, incident, is_private=True, people=[user_of(bo)], teams=[a_team("Legal", cy)])

    assert [can(who, Verb.INCIDENT_VIEW, incident) for who in (ada, bo, cy, di)] == [True, True, True, False]
    assert incident.access_version == version + 1
    assert Incident.objects.visible_to(di).count() == 0


def test_opening_it_again_forgets_who_was_named(ada: Actor, bo: Actor, di: Actor) -> None:
    incident = set_privacy(ada, an_incident(commander=ada), is_private=True, people=[user_of(bo)])

    incident = set_privacy(ada, incident, is_private=False)

    assert can(di, Verb.INCIDENT_VIEW, incident)
    assert not incident.members.exists()


def test_the_same_again_changes_nothing(ada: Actor, bo: Actor) -> None:
    incident = set_privacy(ada, an_incident(commander=ada), is_private=True, people=[user_of(bo)])
    entries = incident.timeline.of_kind(PrivacyChanged).count()

    again = set_privacy(ada, incident, is_private=True, people=[user_of(bo)])

    assert again.access_version == incident.access_version
    assert incident.timeline.of_kind(PrivacyChanged).count() == entries


def test_a_responder_who_is_not_on_it_may_not(bo: Actor) -> None:
    with pytest.raises(NotAllowed):
        set_privacy(bo, an_incident(), is_private=True)


def test_an_administrator_may_close_but_not_look_behind(di: Actor) -> None:
    incident = set_privacy(di, an_incident(), is_private=True)

    with pytest.raises(NotFound):
        set_privacy(di, incident, is_private=False)

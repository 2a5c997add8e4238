import pytest

from afterword.access.policy import see
from afterword.core import clock
from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.incidents.actions.assign_role import assign_role, leave_role
from afterword.incidents.kinds import RoleAssigned, RoleLeft
from afterword.incidents.models import Incident, Role
from afterword.people.actor import Actor
from tests.world import an_incident, user_of


def role(name: str) -> Role:
    return Role.objects.get(name=name)


def test_a_new_commander_takes_over(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)

    incident = assign_role(ada, incident, role("Commander"), user_of(bo))
    assign_role(ada, incident, role("Commander"), user_of(bo))

    assert incident.commander == user_of(bo)
    assert [each.user for each in incident.responders.filter(left_at=None)] == [user_of(bo)]
    assert "from Ada to Bo" in incident.timeline.of_kind(RoleAssigned).get().sentence()


def test_other_roles_are_held_by_several(ada: Actor, bo: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)

    for helper in (bo, cy):
        incident = assign_role(ada, incident, role("Responder"), user_of(helper))

    assert incident.responders.filter(left_at=None, role__name="Responder").count() == 2


def test_an_outsider_in_a_role_may_work_on_it_until_they_leave(ada: Actor, cy: Actor) -> None:
    incident = assign_role(ada, an_incident(commander=ada), role("Scribe"), user_of(cy))

    assert incident.has_responder(cy)
    incident = leave_role(cy, incident, role("Scribe"), user_of(cy))
    leave_role(cy, incident, role("Scribe"), user_of(cy))

    assert not incident.has_responder(cy)
    assert incident.timeline.of_kind(RoleLeft).count() == 1


def test_the_commander_may_leave(ada: Actor) -> None:
    assert leave_role(ada, an_incident(commander=ada), role("Commander"), user_of(ada)).commander is None


def test_a_role_opens_a_private_incident_and_watchers_are_told(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada, is_private=True)
    version = incident.access_version

    incident = assign_role(ada, incident, role("Scribe"), user_of(bo))

    assert see(bo, Incident.objects.filter(pk=incident.pk)) == incident
    assert incident.access_version == version + 1
    incident = leave_role(ada, incident, role("Scribe"), user_of(bo))
    with pytest.raises(NotFound):
        see(bo, Incident.objects.filter(pk=incident.pk))
    assert incident.access_version == version + 2


def test_who_can_not_sign_in_gets_no_role_and_a_retired_role_gets_nobody(ada: Actor, bo: Actor) -> None:
    incident, gone, scribe = an_incident(commander=ada), user_of(bo), role("Scribe")
    gone.is_active = False
    with pytest.raises(Invalid) as refused:
        assign_role(ada, incident, scribe, gone)
    assert list(refused.value.fields) == ["person"]

    scribe.retired_at = clock.now()
    with pytest.raises(Invalid) as refused:
        assign_role(ada, incident, scribe, user_of(ada))
    assert list(refused.value.fields) == ["role"]


def test_an_outsider_changes_nobody_elses_role(ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(NotAllowed):
        assign_role(cy, incident, role("Scribe"), user_of(cy))
    with pytest.raises(NotAllowed):
        leave_role(cy, incident, role("Commander"), user_of(ada))

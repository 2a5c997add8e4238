import pytest

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, NotAllowed
from afterword.incidents.actions.assign_role import assign_role
from afterword.incidents.actions.join import join, leave
from afterword.incidents.actions.watch import unwatch, watch
from afterword.incidents.kinds import RoleAssigned, RoleLeft
from afterword.incidents.models import Incident, Role
from afterword.people.actor import Actor
from tests.world import an_incident, user_of


def test_joining_makes_one_somebody_who_helps_once(ada: Actor, bo: Actor) -> None:
    incident = join(bo, an_incident(commander=ada))
    join(bo, incident)
    join(ada, incident)

    assert incident.responders.get(user=bo.user).role.name == "Responder"
    assert incident.timeline.of_kind(RoleAssigned).count() == 1


def test_leaving_ends_all_of_ones_roles_and_leaves_no_commander(ada: Actor) -> None:
    incident = leave(ada, an_incident(commander=ada))
    leave(ada, incident)

    assert incident.commander is None
    assert not incident.responders.filter(left_at=None).exists()
    assert incident.timeline.of_kind(RoleLeft).count() == 1


def test_an_outsider_joins_nothing(ada: Actor, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        join(cy, an_incident(commander=ada))


def test_without_a_role_for_helpers_it_says_so(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    Role.objects.filter(is_commander=False).update(retired_at=clock.now())

    with pytest.raises(Conflict):
        join(bo, incident)


def test_watching_is_kept_once_and_gives_no_sight(ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    watch(cy, incident)
    watch(cy, incident)
    assert [each.user for each in incident.watchers.all()] == [user_of(cy)]

    Incident.objects.update(is_private=True)
    assert not can(cy, Verb.INCIDENT_VIEW, incident)

    Incident.objects.update(is_private=False)
    unwatch(cy, incident)
    unwatch(cy, incident)
    assert not incident.watchers.exists()


def test_the_timeline_tells_who_came_and_went_by_themselves(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    join(bo, incident)
    leave(bo, incident)
    assign_role(bo, incident, Role.objects.get(is_commander=True), user_of(bo))

    told = [entry.particulars.sentence() for entry in incident.timeline.of_kind(RoleAssigned, RoleLeft)]

    assert told == ["joined as Responder", "stepped back as Responder", "took over Commander from Ada"]

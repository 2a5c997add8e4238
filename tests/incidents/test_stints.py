from datetime import timedelta

import pytest

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.assign_role import assign_role, leave_role
from afterword.incidents.actions.stints import correct_stint, remove_stint
from afterword.incidents.kinds import StintCorrected, StintRemoved
from afterword.incidents.models import Incident, Responder, Role
from afterword.people.actor import Actor
from tests.world import an_incident, user_of, utc

BEFORE, NOON, ONE, TWO = (utc(f"2026-03-02 {hour}:00") for hour in (11, 12, 13, 14))


def a_scribe(incident: Incident, by: Actor, who: Actor) -> Responder:
    """From noon to one."""
    scribe = Role.objects.get(name="Scribe")
    with clock.at(NOON):
        incident = assign_role(by, incident, scribe, user_of(who))
    with clock.at(ONE):
        leave_role(by, incident, scribe, user_of(who))
    return incident.responders.get(role=scribe, joined_at=NOON)


def test_times_are_corrected_and_told_once(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    stint = a_scribe(incident, ada, bo)

    stint = correct_stint(ada, stint, joined_at=BEFORE, left_at=TWO)
    correct_stint(ada, stint, joined_at=BEFORE, left_at=TWO)

    assert (stint.joined_at, stint.left_at) == (BEFORE, TWO)
    told = incident.timeline.of_kind(StintCorrected).get().particulars
    assert isinstance(told, StintCorrected)
    assert (told.joined_before, told.left_before) == (NOON, ONE)
    assert "corrected when Bo was Scribe" in told.sentence()


@pytest.mark.parametrize(
    ("joined", "left", "field"),
    [(TWO, ONE, "left_at"), (NOON, None, "left_at"), (utc("2200-01-01 00:00"), utc("2200-01-02 00:00"), "joined_at")],
)
def test_times_that_can_not_be_are_refused_beside_their_field(ada: Actor, bo: Actor, joined, left, field) -> None:
    stint = a_scribe(an_incident(commander=ada), ada, bo)

    with pytest.raises(Invalid) as refused:
        correct_stint(ada, stint, joined_at=joined, left_at=left)

    assert field in refused.value.fields
    stint.refresh_from_db()
    assert (stint.joined_at, stint.left_at) == (NOON, ONE)


def test_nobody_is_twice_the_same_at_once_but_may_be_back_at_once(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    stint = a_scribe(incident, ada, bo)
    with clock.at(TWO):
        assign_role(ada, Incident.objects.get(), Role.objects.get(name="Scribe"), user_of(bo))

    correct_stint(ada, stint, joined_at=NOON, left_at=TWO)
    with pytest.raises(Invalid) as refused:
        correct_stint(ada, stint, joined_at=NOON, left_at=TWO + timedelta(minutes=1))
    assert "already" in refused.value.fields["joined_at"]


def test_giving_the_commander_an_end_ends_the_command(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    stint = incident.responders.get()

    correct_stint(ada, stint, joined_at=stint.joined_at, left_at=clock.now())

    incident.refresh_from_db()
    assert incident.commander is None


def test_a_mistaken_stint_goes_and_the_timeline_remembers(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    stint = a_scribe(incident, ada, bo)

    remove_stint(ada, stint)

    assert not incident.responders.filter(user=bo.user).exists()
    assert incident.timeline.of_kind(StintRemoved).count() == 1
    with pytest.raises(NotFound):
        remove_stint(ada, stint)


def test_removing_a_running_one_takes_the_sight_that_it_gave(ada: Actor, bo: Actor) -> None:
    incident = assign_role(
        ada, an_incident(commander=ada, is_private=True), Role.objects.get(name="Scribe"), user_of(bo)
    )
    version = incident.access_version

    remove_stint(ada, incident.responders.get(user=bo.user))

    incident.refresh_from_db()
    assert not can(bo, Verb.INCIDENT_VIEW, incident)
    assert incident.access_version == version + 1


def test_ones_own_times_may_be_corrected_and_others_are_not_an_outsiders(ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    mine = a_scribe(incident, ada, cy)

    assert correct_stint(cy, mine, joined_at=NOON, left_at=TWO).left_at == TWO
    for change in (
        lambda: correct_stint(cy, incident.responders.get(user=ada.user), joined_at=NOON, left_at=None),
        lambda: remove_stint(cy, incident.responders.get(user=ada.user)),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_two_who_correct_at_once_are_told(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    stint = a_scribe(incident, ada, bo)
    seen = Incident.objects.get().timeline_head
    correct_stint(bo, stint, joined_at=BEFORE, left_at=ONE)

    with pytest.raises(Conflict):
        correct_stint(ada, stint, joined_at=NOON, left_at=TWO, since=seen)

"""Who sees a private incident, and so a report on it."""

import pytest

from afterword.core import clock
from afterword.incidents.models import Incident, IncidentMember, Responder, Role
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from tests.world import a_resolved_incident, a_team, user_of


@pytest.fixture
def secret(ada: Actor) -> Incident:
    """Private, resolved, with a report; nobody commands it any more and who declared it is gone."""
    incident = a_resolved_incident(by=ada)
    start(ada, [incident])
    incident.responders.all().delete()
    Incident.objects.filter(pk=incident.pk).update(is_private=True, commander=None, declared_by=None)
    incident.refresh_from_db()
    return incident


def sees(actor: Actor, incident: Incident) -> tuple[bool, bool]:
    """The incident itself, and its report."""
    return (
        Incident.objects.visible_to(actor).filter(pk=incident.pk).exists(),
        Postmortem.objects.visible_to(actor).filter(incidents=incident).exists(),
    )


def test_nobody_sees_one_without_people(secret, ada, bo, di):
    assert [sees(each, secret) for each in (ada, bo, di)] == [(False, False)] * 3


@pytest.mark.parametrize("part", ["commander", "declared_by"])
def test_who_commands_or_declared_it_sees_it(secret, ada, bo, part):
    Incident.objects.filter(pk=secret.pk).update(**{part: user_of(bo)})

    assert (sees(bo, secret), sees(ada, secret)) == ((True, True), (False, False))


def test_who_works_on_it_sees_it_until_they_leave(secret, ada, bo):
    working = Responder.objects.create(incident=secret, user=user_of(bo), role=Role.objects.get(is_commander=True))
    assert (sees(bo, secret), sees(ada, secret)) == ((True, True), (False, False))

    working.left_at = clock.now()
    working.save()
    assert sees(bo, secret) == (False, False)


def test_with_whom_it_is_shared_sees_it(secret, ada, bo):
    IncidentMember.objects.create(incident=secret, user=user_of(bo))

    assert (sees(bo, secret), sees(ada, secret)) == ((True, True), (False, False))


def test_members_of_a_team_that_shares_it_see_it(secret, ada, bo):
    IncidentMember.objects.create(incident=secret, team=a_team("Security", bo))

    assert (sees(bo, secret), sees(ada, secret)) == ((True, True), (False, False))


def test_the_system_sees_all_and_a_disabled_account_nothing(secret, bo):
    Incident.objects.filter(pk=secret.pk).update(commander=user_of(bo))
    user_of(bo).is_active = False

    assert (sees(Actor.system(), secret), sees(bo, secret)) == ((True, True), (False, False))

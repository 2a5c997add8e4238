import pytest

from afterword.core.errors import NotAllowed
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.models import Incident, Severity
from tests.world import a_note, a_resolved_incident, a_team, an_incident, sev


def test_the_cast_sees_what_it_should(ada, bo, cy, di, robo):
    incident = an_incident(commander=ada, is_private=True)

    seers = [actor.label for actor in (ada, bo, cy, di, robo) if Incident.objects.visible_to(actor).exists()]

    assert seers == ["Ada"]
    assert incident.commander == ada.user


def test_an_outsider_may_not_change_an_incident(bo, cy):
    incident = an_incident()

    set_severity(bo, incident, sev(1))
    with pytest.raises(NotAllowed):
        set_severity(cy, incident, sev(2))


@pytest.mark.django_db
def test_incidents_are_built_through_the_verbs():
    incident = a_resolved_incident()
    entry = a_note(incident, "Fine again")

    assert incident.resolved_at is not None
    assert entry.number > 1


def test_a_team_has_its_lead(ada, bo):
    team = a_team("Search", bo, lead=ada)

    assert [(row.user, row.is_lead) for row in team.memberships.order_by("-is_lead")] == [
        (ada.user, True),
        (bo.user, False),
    ]


@pytest.mark.parametrize("attempt", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_what_migrations_planted_survives_a_test_that_commits(attempt):
    assert Severity.objects.count() == 6
    Severity.objects.filter(name="SEV-4").delete()

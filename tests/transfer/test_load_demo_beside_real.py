"""The demo comes into an installation that has settings, teams and people of its own."""

import pytest

from afterword.core.errors import Invalid, NotAllowed
from afterword.incidents.models import Incident, Severity
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from afterword.transfer.actions.load_demo import load_demo
from tests.world import a_team

pytestmark = pytest.mark.django_db


def test_it_loads_where_severities_have_other_names() -> None:
    for severity in Severity.objects.filter(is_unknown=False):
        severity.name = f"Level {severity.position}"
        severity.save()
    load_demo(Actor.system())

    assert (
        Incident.objects.filter(source_key__startswith="jenkins-infra/status:", severity__name="Level 1").count() > 20
    )


def test_a_real_team_of_the_same_name_stays_as_it_is(ada: Actor) -> None:
    real = a_team("Platform", ada)
    load_demo(Actor.system())

    assert [user.pk for user in real.members.all()] == [ada.user_id]
    assert Team.objects.get(name="Platform (demo)").is_demo


def test_a_part_that_fails_takes_the_whole_with_it() -> None:
    """Somebody real has the address of the last of the cast."""
    User.objects.create(email="di@demo.localhost", name="Somebody")
    with pytest.raises(Invalid, match="address already"):
        load_demo(Actor.system())

    assert [user.name for user in User.objects.all()] == ["Somebody"]
    assert not Team.objects.exists()


def test_only_administrators_load_it(bo: Actor) -> None:
    with pytest.raises(NotAllowed):
        load_demo(bo)

import pytest

from afterword.access.actions.create_team import create_team
from afterword.access.actions.rename_team import rename_team
from afterword.access.actions.set_members import set_members
from afterword.access.models import AuditEntry
from afterword.core.errors import Invalid, NotAllowed
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from tests.world import a_team, an_incident, user_of

pytestmark = pytest.mark.django_db


def test_a_team_is_created_and_renamed(di: Actor) -> None:
    team = create_team(di, name="  Payments   and cards ")
    rename_team(di, team, "Payments and cards")
    renamed = rename_team(di, team, "Money")

    assert Team.objects.get() == renamed
    assert renamed.name == "Money"
    assert list(AuditEntry.objects.order_by("number").values_list("action", "data")) == [
        ("team.created", {}),
        ("team.renamed", {"before": "Payments and cards"}),
    ]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "PAYMENTS"])
def test_a_team_needs_a_name_of_its_own(di: Actor, name: str) -> None:
    team = a_team("Payments")

    with pytest.raises(Invalid):
        create_team(di, name=name)
    assert rename_team(di, team, "payments").name == "payments"


def test_members_and_leads_are_exactly_those_named(di: Actor, ada: Actor, bo: Actor, cy: Actor) -> None:
    team = a_team("Payments", bo, cy)

    set_members(di, team, members=[user_of(cy)], leads=[user_of(ada)])
    set_members(di, team, members=[user_of(cy)], leads=[user_of(ada)])

    kept = {str(each.user): each.is_lead for each in team.memberships.all()}
    assert kept == {"Ada": True, "Cy": False}
    entry = AuditEntry.objects.get()
    assert entry.data == {"added": "Ada", "removed": "Bo", "leads": "Ada"}


def test_a_lead_manages_the_own_team_and_no_other(ada: Actor, bo: Actor) -> None:
    own, other = a_team("Payments", lead=ada), a_team("Search", lead=bo)

    set_members(ada, own, members=[user_of(bo)], leads=[user_of(ada)])

    with pytest.raises(NotAllowed):
        set_members(ada, other, members=[user_of(ada)])
    with pytest.raises(NotAllowed):
        create_team(ada, name="Mine")
    with pytest.raises(NotAllowed):
        rename_team(bo, own, "Taken over")


def test_a_disabled_person_can_stay_but_not_join(di: Actor, ada: Actor, bo: Actor) -> None:
    team = a_team("Payments", ada)
    User.objects.filter(pk__in=[ada.user_id, bo.user_id]).update(is_active=False)
    everyone = list(User.objects.filter(pk__in=[ada.user_id, bo.user_id]))

    with pytest.raises(Invalid):
        set_members(di, team, members=everyone)
    set_members(di, team, members=[], leads=[user_of(ada)])
    assert team.memberships.get().is_lead


def test_who_leaves_a_team_loses_its_private_incidents_at_once(di: Actor, ada: Actor, bo: Actor) -> None:
    team = a_team("Payments", bo)
    incident = an_incident(commander=ada, is_private=True)
    set_privacy(ada, incident, is_private=True, teams=[team])
    version = Incident.objects.get(pk=incident.pk).access_version
    assert Incident.objects.visible_to(bo).exists()

    set_members(di, team, members=[])

    assert not Incident.objects.visible_to(bo).exists()
    assert Incident.objects.get(pk=incident.pk).access_version == version + 1

import pytest

from afterword.access.actions.change_team import change_team, mark_of_team
from afterword.access.actions.create_team import create_team
from afterword.access.actions.move_team import move_team
from afterword.access.actions.retire_team import retire_team, revive_team
from afterword.access.actions.set_members import set_members
from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.actions.set_scope import set_teams
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from tests.world import a_team, an_incident, user_of

pytestmark = pytest.mark.django_db


def test_a_team_is_created_and_renamed(di: Actor) -> None:
    team = create_team(di, name="  Payments   and cards ")
    change_team(di, team, name="Payments and cards")
    renamed = change_team(di, team, name="Money")

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
    assert change_team(di, team, name="payments").name == "payments"


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
        change_team(bo, own, name="Taken over")


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


def test_a_team_says_what_it_looks_after(di: Actor, ada: Actor) -> None:
    team = a_team("Payments", lead=ada)
    seen = mark_of_team(team)

    change_team(ada, team, name="Payments", about="Cards and\x00 invoices", seen=seen)
    change_team(ada, team, name="Payments", about="Cards and invoices", seen=seen)

    assert Team.objects.get().about == "Cards and invoices"
    assert [each.action for each in AuditEntry.objects.all()] == ["team.described"]
    with pytest.raises(Conflict):
        change_team(di, team, name="Money", about="Cards", seen=seen)
    with pytest.raises(Invalid):
        change_team(di, team, name="Payments", about="x" * 2001)


def test_teams_are_ordered_and_a_new_one_stands_last(di: Actor, ada: Actor) -> None:
    a, b, c = (a_team(name) for name in ("Alpha", "Beta", "Gamma"))

    move_team(di, c, above=b)
    move_team(di, c, above=b)
    create_team(di, name="Aardvark")

    assert [str(each) for each in Team.objects.all()] == ["Alpha", "Gamma", "Beta", "Aardvark"]
    assert AuditEntry.objects.filter(action="team.moved").count() == 1
    with pytest.raises(Conflict):
        move_team(di, b, above=a)
    with pytest.raises(Conflict):
        move_team(di, retire_team(di, b), above=c)
    with pytest.raises(NotAllowed):
        move_team(ada, c, below=a)


def test_a_retired_team_keeps_what_it_has_and_is_chosen_no_more(di: Actor, ada: Actor, bo: Actor) -> None:
    team = a_team("Payments", bo, lead=ada)
    with pytest.raises(NotAllowed):
        retire_team(ada, team)
    incident = an_incident(commander=ada, is_private=True, teams=(team,))
    set_privacy(ada, incident, is_private=True, teams=[team])

    retire_team(di, team)
    retire_team(di, team)

    team.refresh_from_db()
    assert Incident.objects.visible_to(bo).exists()
    set_teams(ada, incident, [team])
    set_privacy(ada, incident, is_private=True, teams=[team])
    other = an_incident("Other", commander=ada)
    for choose in (
        lambda: set_teams(ada, other, [team]),
        lambda: set_privacy(ada, other, is_private=True, teams=[team]),
        lambda: an_incident("New", commander=ada, teams=(team,)),
        lambda: create_team(di, name="payments"),
    ):
        with pytest.raises(Invalid):
            choose()
    with pytest.raises(NotAllowed):
        revive_team(ada, team)
    revive_team(di, team)
    revive_team(di, team)
    assert AuditEntry.objects.filter(action__in=("team.retired", "team.revived")).count() == 2

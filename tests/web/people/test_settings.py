"""The settings of people and teams, and the audit trail."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from afterword.access.actions.change_role import change_role
from afterword.access.actions.create_token import create_token
from afterword.access.actions.invite import invite
from afterword.access.audit import audit
from afterword.people.actor import Actor
from afterword.people.models import Invitation, Role, SignInLink, Team, User
from tests.cast import person
from tests.world import a_team, user_of

ClientOf = Callable[[Actor | None], Client]
pytestmark = pytest.mark.django_db


def test_everyone_sees_who_is_there_but_only_administrators_see_what_to_do(
    client_of: ClientOf, di: Actor, cy: Actor, ada: Actor
) -> None:
    invite(di, email="new@example.com")
    a_team("Payments", ada)

    for path in ("/settings", "/settings/people", f"/settings/people/{ada.user_id}", "/settings/teams"):
        assert client_of(cy).get(path).status_code == 200
    theirs, mine = (client_of(who).get("/settings/people").content.decode() for who in (cy, di))

    assert "ada@example.com" in theirs
    assert "Payments" in theirs
    assert "new@example.com" not in theirs
    assert "Invite" not in theirs
    assert "new@example.com" in mine
    assert "Disable account" not in client_of(cy).get(f"/settings/people/{ada.user_id}").content.decode()
    assert "Disable account" in client_of(di).get(f"/settings/people/{ada.user_id}").content.decode()


@pytest.mark.parametrize("who", ["ada", "cy"])
def test_others_than_administrators_may_change_nothing(
    client_of: ClientOf, request: pytest.FixtureRequest, di: Actor, bo: Actor, who: str
) -> None:
    invitation, _ = invite(di, email="new@example.com")
    team, person_path = a_team("Payments"), f"/settings/people/{bo.user_id}"
    browser = client_of(request.getfixturevalue(who))

    allowed = {
        f"{person_path}/role": {"role": "viewer"},
        f"{person_path}/activity": {"is_active": "no"},
        f"{person_path}/sign-in-link": {},
        "/settings/people/invitations/new": {"email": "eve@example.com", "role": "administrator"},
        "/settings/teams/new": {"name": "Mine"},
        f"/settings/teams/{team.pk}/name": {"name": "Mine"},
        f"/settings/teams/{team.pk}/members": {"members": [str(bo.user_id)]},
    }
    assert {path: browser.post(path, data).status_code for path, data in allowed.items()} == dict.fromkeys(allowed, 403)
    hidden = ["/settings/audit", f"/settings/people/invitations/{invitation.pk}/revocation"]
    assert [browser.get(hidden[0]).status_code, browser.post(hidden[1]).status_code] == [404, 404]

    assert User.objects.get(pk=bo.user_id).role == Role.RESPONDER
    assert Invitation.objects.get().ended_at is None
    assert not SignInLink.objects.exists()
    assert not Team.objects.exclude(name="Payments").exists()


@pytest.mark.parametrize("path", ["/settings", "/settings/people", "/settings/teams", "/settings/audit", "/profile"])
def test_strangers_are_asked_who_they_are(client_of: ClientOf, ada: Actor, path: str) -> None:
    assert client_of(None).get(path)["Location"] == f"/sign-in?next={path}"


def test_an_invitation_gives_a_link_once_and_stands_in_the_list_until_revoked(
    client_of: ClientOf, client: Client, di: Actor
) -> None:
    browser = client_of(di)
    page = browser.post("/settings/people/invitations/new", {"email": "New@example.com", "role": "viewer"})

    found = re.search(r"http://localhost:8000(/invitations/aw_[\w-]+)", page.content.decode())
    assert found
    assert client.get(found[1]).status_code == 200
    listed = browser.get("/settings/people").content.decode()
    assert "new@example.com" in listed
    assert found[1] not in listed

    browser.post(f"/settings/people/invitations/{Invitation.objects.get().pk}/revocation")
    assert client.get(found[1]).status_code == 404
    assert "new@example.com" not in browser.get("/settings/people").content.decode().split('id="toasts"')[0]


def test_an_invitation_that_will_not_do_is_said_beside_the_field(client_of: ClientOf, di: Actor) -> None:
    answer = client_of(di).post("/settings/people/invitations/new", {"email": "di@example.com", "role": "viewer"})

    assert answer.status_code == 422
    assert "has an account with this address already" in answer.content.decode()
    assert re.search(r'value="viewer"\s+checked', answer.content.decode())


def test_a_role_is_changed_and_the_last_administrator_kept(client_of: ClientOf, di: Actor, bo: Actor) -> None:
    browser = client_of(di)

    assert browser.post(f"/settings/people/{bo.user_id}/role", {"role": "viewer"}).status_code == 303
    refused = browser.post(f"/settings/people/{di.user_id}/role", {"role": "viewer"})
    unknown = browser.post(f"/settings/people/{bo.user_id}/role", {"role": "emperor"})

    assert User.objects.get(pk=bo.user_id).role == Role.VIEWER
    assert (refused.status_code, unknown.status_code) == (409, 422)
    assert "is the only administrator" in refused.content.decode()


def test_an_account_is_disabled_and_enabled(client_of: ClientOf, di: Actor, bo: Actor) -> None:
    browser, path = client_of(di), f"/settings/people/{bo.user_id}"

    browser.post(f"{path}/activity", {"is_active": "no"})
    assert not User.objects.get(pk=bo.user_id).is_active
    assert "Enable account" in browser.get(path).content.decode()
    browser.post(f"{path}/activity", {"is_active": "yes"})
    assert User.objects.get(pk=bo.user_id).is_active
    last = browser.post(f"/settings/people/{di.user_id}/activity", {"is_active": "no"}, follow=True)
    assert "is the only administrator" in last.content.decode()


def test_an_administrator_makes_a_sign_in_link_and_takes_tokens_away(
    client_of: ClientOf, client: Client, di: Actor, bo: Actor
) -> None:
    token, _ = create_token(bo, user_of(bo), name="laptop")
    browser, path = client_of(di), f"/settings/people/{bo.user_id}"

    made = browser.post(f"{path}/sign-in-link").content.decode()
    found = re.search(r"http://localhost:8000(/sign-in/aw_[\w-]+)", made)
    assert found
    assert client.get(found[1]).status_code == 200
    assert "laptop" in browser.get(path).content.decode()
    assert browser.post(f"/profile/tokens/{token.pk}/revocation", {"next": path})["Location"] == path
    assert "laptop" not in browser.get(path).content.decode().split('id="toasts"')[0]


def test_a_team_is_made_renamed_and_filled(client_of: ClientOf, di: Actor, ada: Actor, bo: Actor) -> None:
    browser = client_of(di)
    url = browser.post("/settings/teams/new", {"name": "Payments"})["Location"]

    assert "Nobody is in this team yet" in browser.get(url).content.decode()
    chosen = {"leads": [str(ada.user_id)], "members": [str(bo.user_id), str(ada.user_id)]}
    assert browser.post(f"{url}/members", chosen)["Location"] == url
    assert browser.post(f"{url}/name", {"name": "Money"})["Location"] == url
    assert browser.post("/settings/teams/new", {"name": "money"}).status_code == 422
    assert browser.post(f"{url}/members", {"members": ["nobody"]}).status_code == 422

    team = Team.objects.get()
    assert (team.name, team.memberships.filter(is_lead=True).get().user, team.memberships.count()) == (
        "Money",
        ada.user,
        2,
    )
    listed = browser.get("/settings/teams").content.decode()
    assert "led by Ada" in listed
    assert "2 members" in listed


def test_a_lead_who_is_no_administrator_changes_the_own_team(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    team = a_team("Payments", lead=ada)
    url = f"/settings/teams/{team.pk}"

    answer = client_of(ada).post(f"{url}/members", {"leads": [str(ada.user_id)], "members": [str(bo.user_id)]})

    assert answer.status_code == 303
    assert team.memberships.count() == 2
    assert "Change members" not in client_of(bo).get(url).content.decode()


def test_no_such_person_or_team_is_404(client_of: ClientOf, di: Actor) -> None:
    for path in ("/settings/people/", "/settings/teams/"):
        assert client_of(di).get(f"{path}0199aaaa-0000-7000-8000-000000000000").status_code == 404
        assert client_of(di).get(f"{path}142").status_code == 404


def test_names_are_shown_as_text_never_as_markup(client_of: ClientOf, di: Actor) -> None:
    evil = "<script>alert(1)</script>"
    user = User.objects.create(email="e@example.com", name=evil, password="!")
    team = a_team(evil, Actor.person(user))
    change_role(di, user, Role.VIEWER)
    pages = ["/settings/people", f"/settings/people/{user.pk}", "/settings/teams", f"/settings/teams/{team.pk}",
             "/settings/audit", "/profile"]  # fmt: skip
    browser = client_of(di)

    assert not [path for path in pages if evil in browser.get(path).content.decode()]


def test_the_audit_trail_reads_newest_first_in_sentences_page_by_page(
    client_of: ClientOf, di: Actor, bo: Actor
) -> None:
    change_role(di, user_of(bo), Role.VIEWER)
    for number in range(60):
        audit(di, "some.future_action", None, number=number)
    browser = client_of(di)

    first = browser.get("/settings/audit")
    second = browser.get("/settings/audit", {"cursor": first.context["page"].next_cursor})
    only = browser.get("/settings/audit", {"action": "user.role_changed"}).content.decode()

    numbers = [each.number for page in (first, second) for each in page.context["page"].rows]
    assert numbers == list(range(61, 0, -1))
    assert "changed the role of Bo from Responder to Viewer" in second.content.decode()
    assert "changed the role of Bo" in only
    assert "some.future_action" not in only
    assert "Nothing of this kind yet" in browser.get("/settings/audit", {"action": "x"}).content.decode()


@pytest.mark.parametrize(
    ("path", "most"), [("/settings/people", 8), ("/settings/teams", 6), ("/settings/audit", 6), ("/profile/tokens", 5)]
)
def test_lists_cost_the_same_for_few_and_for_many(
    client_of: ClientOf, di: Actor, django_assert_max_num_queries: Callable[..., object], path: str, most: int
) -> None:
    browser = client_of(di)
    for number in range(25):
        someone = Actor.person(person(f"Person{number}"))
        a_team(f"Team {number}", someone, lead=di)
        invite(di, email=f"new{number}@example.com")
        create_token(di, user_of(di), name=f"token {number}")

    with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
        assert browser.get(path).status_code == 200


def test_null_characters_in_what_is_looked_for_go(client_of: ClientOf, di: Actor, ada: Actor) -> None:
    create_token(ada, user_of(ada), name="ci")

    assert "Ada" in client_of(di).get("/settings/people?q=a%00da").content.decode()
    assert "made the API token" in client_of(di).get("/settings/audit?action=%00").content.decode()

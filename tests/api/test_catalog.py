"""The names that other addresses take."""

import pytest

from afterword.people.models import User
from tests.api.asking import get, post, problem_of, send
from tests.world import a_service, a_team


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_severities_worst_first(client):
    names = [each["name"] for each in get(client, "/severities")["items"]]
    assert names == ["SEV-0", "SEV-1", "SEV-2", "SEV-3", "SEV-4", "Unknown"]


def test_statuses_and_roles(client):
    assert [each["category"] for each in get(client, "/statuses")["items"]] == [
        "active",
        "stable",
        "resolved",
        "completed",
    ]
    assert get(client, "/roles")["items"][0]["is_commander"] is True


def test_services_with_their_owner_and_teams(client):
    a_service("Checkout", owner=a_team("Payments"))
    assert get(client, "/services")["items"][0]["owner"] == "Payments"
    assert get(client, "/teams")["items"][0]["name"] == "Payments"


def test_people_who_can_sign_in(client, ada, bo):
    User.objects.filter(name="Bo").update(is_active=False)
    assert [each["email"] for each in get(client, "/people")["items"]] == ["ada@example.com", "robo@example.com"]
    assert [each["name"] for each in get(client, "/people?q=ADA")["items"]] == ["Ada"]


def test_who_i_am_and_what_i_may(client_of, client, di):
    assert get(client, "/me")["abilities"] == {
        "incident.declare": True,
        "incident.import": False,
        "settings.manage": False,
        "people.manage": False,
    }
    assert get(client_of(di), "/me")["abilities"]["settings.manage"] is True


def test_administrators_make_teams(client_of, client, di):
    assert post(client_of(di), "/teams", {"name": "Payments"})["name"] == "Payments"
    problem = problem_of(send(client_of(di), "POST", "/teams", {"name": "Payments"}), 422, "invalid")
    assert set(problem["fields"]) == {"name"}
    problem_of(send(client, "POST", "/teams", {"name": "Search"}), 403, "not_allowed")


def test_null_characters_in_names_go(client_of, di, ada):
    assert post(client_of(di), "/teams", {"name": "Pay\x00ments"})["name"] == "Payments"
    assert [each["name"] for each in get(client_of(di), "/people?q=a%00da")["items"]] == ["Ada"]

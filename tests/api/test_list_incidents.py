"""GET /incidents."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.asking import get, problem_of, send
from tests.world import a_resolved_incident, a_service, a_team, an_incident, sev


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def numbers(page) -> list[int]:
    return [row["number"] for row in page["items"]]


def test_rows_say_what_a_list_shows(client, ada):
    service, team = a_service("Checkout"), a_team("Payments")
    incident = an_incident("Down", commander=ada, severity=sev(1), services=(service,), teams=(team,))
    row = get(client, "/incidents")["items"][0]
    assert row["reference"] == incident.reference
    assert (row["title"], row["severity"], row["status"], row["status_category"]) == (
        "Down",
        "SEV-1",
        "Active",
        "active",
    )
    assert (row["services"], row["teams"]) == (["Checkout"], ["Payments"])
    assert row["commander"] == {"name": "Ada", "email": "ada@example.com"}
    assert row["resolved_at"] is None
    assert "sort_key" not in row
    assert "pk" not in row


def test_filters_are_those_of_the_page(client, ada, bo):
    worst = an_incident(severity=sev(0), commander=ada)
    over = a_resolved_incident(by=bo)
    assert numbers(get(client, "/incidents?status=open")) == [worst.number]
    assert numbers(get(client, "/incidents?status=resolved")) == [over.number]
    assert numbers(get(client, "/incidents?severity=SEV-0&severity=SEV-1")) == [worst.number]
    assert numbers(get(client, "/incidents?commander=bo@example.com")) == [over.number]
    assert numbers(get(client, "/incidents?commander=me")) == []
    assert numbers(get(client, "/incidents?sort=oldest")) == [worst.number, over.number]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("severity=SEV-9", "severity"),
        ("status=broken", "status"),
        ("from=yesterday", "from"),
        ("sort=random", "sort"),
        ("cursor=nonsense", "cursor"),
        ("severty=SEV-1", "severty"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=٣", "limit"),
        ("q=%00&service=x", "service"),
    ],
)
def test_a_filter_that_is_none_is_named(client, query, field):
    problem = problem_of(send(client, "GET", f"/incidents?{query}"), 422, "invalid")
    assert set(problem["fields"]) == {field}


def test_pages_follow_each_other_without_gaps(client, ada):
    made = [an_incident(f"Number {number}", commander=ada, severity=sev(2)).number for number in range(30)]
    page = get(client, f"/incidents?severity=SEV-2&commander={quote('ada@example.com')}")
    following = get(client, page["next"].removeprefix("/api/v1"))
    assert numbers(page) + numbers(following) == made[::-1]
    assert following["next"] is None


def test_what_is_not_shared_is_not_listed(client_of, robo, ada):
    an_incident(commander=ada, is_private=True)
    assert get(client_of(robo), "/incidents") == {"items": [], "next": None}
    assert len(get(client_of(ada), "/incidents")["items"]) == 1


def test_the_number_of_statements_does_not_grow(client, ada):
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            get(client, "/incidents")
        return len(seen)

    get(client, "/me")  # notes the use of the token
    an_incident(commander=ada, services=(a_service("A"),))
    few = statements()
    for number in range(20):
        an_incident(commander=ada, services=(a_service("A"), a_service(f"S{number}")), teams=(a_team(f"T{number}"),))
    assert statements() == few <= 4

import csv
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.incidents.actions.set_tags import set_tags
from afterword.incidents.columns import COLUMNS
from afterword.people.actor import Actor
from tests.world import a_resolved_incident, a_service, a_team, an_incident

ClientOf = Callable[[Actor | None], Client]
EVERY = ",".join(COLUMNS)


def test_only_the_chosen_columns_are_shown_and_the_pages_keep_them(client_of: ClientOf, ada: Actor) -> None:
    set_tags(ada, an_incident("One", commander=ada, services=(a_service("Checkout"),)), ["dns"])

    page = client_of(ada).get("/incidents?columns=tags&columns=services&status=open")

    text = page.content.decode()
    assert page.context["columns"] == ("tags", "services")
    assert '<span class="tag">dns</span>' in text
    assert "Checkout" in text
    assert page.context["export_href"] == "/incidents.csv?columns=tags,services&status=open"


def test_a_column_that_does_not_exist_is_named(client_of: ClientOf, ada: Actor) -> None:
    page = client_of(ada).get("/incidents?columns=tags,colour")

    assert page.status_code == 422
    assert "“colour”" in page.context["problem"]


def test_every_column_costs_at_most_one_statement_however_many_rows(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"/incidents?columns={EVERY}").status_code == 200
        return len(captured)

    for _ in range(2):
        a_resolved_incident(by=ada)
    few = statements()
    for number in range(12):
        services = (a_service(f"Service {number}"), a_service("Checkout"))
        set_tags(ada, an_incident(commander=ada, services=services, teams=(a_team(),)), [f"tag {number}"])

    assert statements() == few <= 17


def test_the_file_holds_all_pages_with_filters_and_columns_and_runs_nothing(
    client_of: ClientOf, ada: Actor, di: Actor
) -> None:
    for minutes in range(130):
        with clock.later(timedelta(minutes=minutes)):
            an_incident("=1+1", commander=ada, is_private=minutes == 7)
    a_resolved_incident(by=ada)

    answer = client_of(di).get(f"/incidents.csv?status=open&columns={EVERY}")

    rows = list(csv.DictReader(answer.getvalue().decode().splitlines()))
    assert len(rows) == 129
    assert {row["title"] for row in rows} == {"'=1+1"}
    assert len({row["number"] for row in rows}) == 129
    assert rows[0]["commander"] == "Ada"


def test_what_is_no_filter_makes_no_file(client_of: ClientOf, ada: Actor) -> None:
    assert client_of(ada).get("/incidents.csv?severity=SEV-9").status_code == 422
    assert client_of(ada).get("/incidents.csv?columns=x").status_code == 422

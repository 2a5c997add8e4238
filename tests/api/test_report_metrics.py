"""The key metrics of a report, over the API."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from tests.api.asking import data_of, get, problem_of, send
from tests.postmortems.test_executive_summary import a_told_outage

ClientOf = Callable[[Actor | None], Client]


def found(client: Client, url: str, key: str) -> Any:
    return next(each for each in get(client, f"{url}/metrics")["items"] if each["key"] == key)


def test_metrics_are_read_adjusted_and_taken_back(client_of: ClientOf, ada: Actor) -> None:
    client, url = client_of(ada), start(ada, [a_told_outage(ada)], language="en").url
    assert found(client, url, "severity")["value"] == "SEV-1"
    assert found(client, url, "duration")["value"] == 1800

    body = {"value": 21000, "reason": "Counted again"}
    changed = data_of(send(client, "PUT", f"{url}/metrics/users", body), 200)

    assert (changed["value"], changed["computed"]) == (21000, 18000)
    assert (changed["adjustment"]["reason"], changed["adjustment"]["made_by"]) == ("Counted again", "Ada")
    assert send(client, "DELETE", f"{url}/metrics/users").status_code == 204
    assert found(client, url, "users")["adjustment"] is None


def test_refusals_name_the_field_and_an_unknown_metric_is_not_found(client_of: ClientOf, ada: Actor) -> None:
    client, url = client_of(ada), start(ada, [a_told_outage(ada)], language="en").url

    refused = send(client, "PUT", f"{url}/metrics/end", {"value": "2020-01-01T00:00:00Z", "reason": "So"})
    assert "value" in problem_of(refused, 422, "invalid")["fields"]
    problem_of(send(client, "PUT", f"{url}/metrics/users", {"value": 3, "reason": ""}), 422, "invalid")
    problem_of(send(client, "PUT", f"{url}/metrics/weather", {"value": 3, "reason": "So"}), 404, "not_found")

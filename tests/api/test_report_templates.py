"""Templates of reports, over the API."""

from collections.abc import Callable

from django.test import Client

from afterword.people.actor import Actor
from tests.api.asking import get, problem_of, send

ClientOf = Callable[[Actor | None], Client]


def test_a_template_is_written_read_and_retired(client_of: ClientOf, di: Actor) -> None:
    client = client_of(di)
    body = {"text": "# Ours\n\n{{WEATHER}}\n"}

    send(client, "put", "/templates/ours", body)

    whole = get(client, "/templates/ours")
    assert (whole["text"], whole["name"], whole["is_own"]) == (body["text"], "Ours", True)
    assert whole["remarks"] == ["Line 3: nothing is called {{WEATHER}}."]
    assert get(client, "/templates")["items"][-1]["key"] == "ours"
    assert get(client, "/templates?language=zh-hans")["items"][0]["language"] == "zh-hans"
    send(client, "delete", "/templates/ours")
    assert "ours" not in [each["key"] for each in get(client, "/templates")["items"]]


def test_one_that_comes_with_afterword_is_read_and_not_changed(client_of: ClientOf, di: Actor) -> None:
    client = client_of(di)
    assert get(client, "/templates/incident")["text"].startswith("---\n")

    refused = send(client, "put", "/templates/incident", {"text": "# Ours"})

    assert "comes with Afterword" in problem_of(refused, 422, "invalid")["detail"]

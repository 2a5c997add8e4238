"""Incidents that belong together."""

import pytest

from tests.api.asking import data_of, get, post, problem_of, send
from tests.world import a_note, an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def bonds(client, url: str) -> list[tuple[str, int]]:
    return [(each["bond"], each["number"]) for each in get(client, f"{url}/relations")["items"]]


def test_linking_and_taking_the_link_off(client):
    one, other = an_incident(), an_incident()
    linked = data_of(send(client, "PUT", f"{one.url}/relations/{other.number}"), 200)
    assert linked["items"][0]["title"] == other.title
    assert bonds(client, other.url) == [("linked", one.number)]
    assert send(client, "DELETE", f"{other.url}/relations/{one.number}").status_code == 204
    assert bonds(client, one.url) == []


def test_a_part_of_a_bigger_one(client):
    part, whole = an_incident(), an_incident()
    data_of(send(client, "PUT", f"{part.url}/parent", {"number": whole.number}), 200)
    assert bonds(client, whole.url) == [("child", part.number)]
    problem_of(send(client, "PUT", f"{whole.url}/parent", {"number": part.number}), 422, "invalid")
    data_of(send(client, "PUT", f"{part.url}/parent", {"number": None}), 200)
    assert bonds(client, whole.url) == []


def test_merging_and_splitting(client, ada):
    one, other = an_incident(), an_incident()
    note = a_note(one, "a second story", by=ada)
    new = post(client, f"{one.url}/split", {"title": "The second story", "entries": [note.number]})
    assert bonds(client, one.url) == [("split_off", new["number"])]
    merged = post(client, f"{one.url}/merger", {"into": other.number, "reason": "same disk"}, status=200)
    assert (merged["outcome"], merged["status_category"]) == ("merged", "resolved")
    assert ("merged_into", other.number) in bonds(client, one.url)
    problem_of(send(client, "POST", f"{one.url}/merger", {"into": new["number"]}), 409, "merged_already")


def test_one_that_is_not_shared_is_like_none(client, ada):
    hidden = an_incident(commander=ada, is_private=True)
    for method, path in (("PUT", f"relations/{hidden.number}"), ("DELETE", f"relations/{hidden.number}")):
        problem_of(send(client, method, f"{an_incident().url}/{path}"), 404, "not_found")
    problem_of(send(client, "POST", f"{an_incident().url}/merger", {"into": hidden.number}), 404, "not_found")

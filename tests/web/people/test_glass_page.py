"""Private incidents in the settings."""

from collections.abc import Callable

from django.test import Client

from afterword.people.actor import Actor
from tests.world import an_incident

ClientOf = Callable[[Actor | None], Client]
PAGE = "/settings/private-incidents"


def test_only_administrators_find_it(client_of: ClientOf, bo: Actor, di: Actor) -> None:
    assert PAGE in client_of(di).get("/settings").content.decode()
    assert PAGE not in client_of(bo).get("/settings").content.decode()
    assert client_of(bo).get(PAGE).status_code == 404
    assert client_of(bo).post(PAGE, {"number": "1", "reason": "x"}).status_code == 404


def test_breaking_the_glass_leads_to_the_incident_and_back_out(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    incident = an_incident("Leaked key", commander=ada, is_private=True)
    browser = client_of(di)
    assert browser.get(incident.url).status_code == 404

    answer = browser.post(PAGE, {"number": f"inc-{incident.number}", "reason": "Ada is out of reach"})
    assert answer["Location"] == incident.url
    page = browser.get(incident.url).content.decode()
    assert "You let yourself in as administrator." in page
    assert "Leaked key" in browser.get(PAGE).content.decode()
    assert "You let yourself in" not in client_of(ada).get(incident.url).content.decode()

    assert browser.post(f"{PAGE}/{incident.pk}/end")["Location"] == PAGE
    assert browser.get(incident.url).status_code == 404
    assert browser.post(f"{PAGE}/{incident.pk}/end").status_code == 303


def test_what_is_wrong_stands_beside_its_field_and_gives_no_title_away(
    client_of: ClientOf, ada: Actor, di: Actor
) -> None:
    an_incident("Leaked key", commander=ada, is_private=True)
    browser = client_of(di)

    for given in (
        {"number": "the leak", "reason": "x"},
        {"number": "1", "reason": ""},
        {"number": "77", "reason": "x"},
    ):
        answer = browser.post(PAGE, given)
        assert answer.status_code == 422
        assert "Leaked" not in answer.content.decode()

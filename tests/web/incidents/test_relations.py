from collections.abc import Callable

from django.test import Client

from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from tests.world import a_note, an_incident

ClientOf = Callable[[Actor | None], Client]


def test_incidents_are_linked_and_taken_apart_on_the_page(client_of: ClientOf, ada: Actor) -> None:
    one, other = an_incident("Cart", commander=ada), an_incident("Search", commander=ada)
    browser = client_of(ada)

    browser.post(f"{one.url}/relations", {"other": other.reference, "how": "linked"})
    browser.post(f"{one.url}/relations", {"other": str(other.number), "how": "part_of"})
    page = browser.get(one.url).content.decode()
    wrong = browser.post(f"{one.url}/relations", {"other": "INC-9999", "how": "linked"})
    circle = browser.post(f"{other.url}/relations", {"other": one.reference, "how": "part_of"})
    browser.post(f"{one.url}/relations/{other.number}/removal")
    browser.post(f"{one.url}/parent/removal")

    assert page.count(f'href="{other.url}"') == 2
    assert "no incident “INC-9999” that you can see" in wrong.content.decode()
    assert circle.status_code == 422
    assert circle.context["form"].errors["other"]
    assert f'href="{other.url}"' not in browser.get(one.url).content.decode()


def test_merging_leads_to_where_it_went(client_of: ClientOf, ada: Actor) -> None:
    one, other = an_incident("Cart", commander=ada), an_incident("Search", commander=ada)
    a_note(one, "It is the cache")

    client_of(ada).post(f"{one.url}/merge", {"other": other.reference, "reason": "One cache"})
    page = client_of(ada).get(one.url).content.decode()
    there = client_of(ada).get(other.url).content.decode()

    assert f'<a href="{other.url}">{other.reference}</a>' in page
    assert "Write postmortem" not in page, "the story is told over there"
    assert "It is the cache" in there
    assert f">{one.reference}</span>" in there


def test_splitting_offers_the_timeline_and_leads_to_the_new_one(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "Search is down too")
    browser = client_of(ada)

    page = browser.get(f"{incident.url}/split").content.decode()
    wrong = browser.post(f"{incident.url}/split", {"title": " ", "entry": [str(note.number)]})
    answer = browser.post(f"{incident.url}/split", {"title": "Search is down", "entry": [str(note.number)]})

    new = Incident.objects.get(title="Search is down")
    assert "Search is down too" in page
    assert wrong.status_code == 422
    assert f'value="{note.number}" checked' in wrong.content.decode()
    assert answer["Location"] == new.url


def test_similar_open_ones_are_pointed_out_but_not_the_incident_itself(
    client_of: ClientOf, ada: Actor, cy: Actor
) -> None:
    one = an_incident("Checkout answers with errors", commander=ada)
    twin = an_incident("Checkout answers with many errors", commander=ada)
    hidden = an_incident("Checkout answers with errors again", commander=ada, is_private=True)

    seen = client_of(cy).get(f"{one.url}/similar").content.decode()

    assert twin.url in seen
    assert hidden.url not in seen
    assert f'href="{one.url}"' not in seen
    assert "/merge" not in seen

from collections.abc import Callable

import pytest
from django.test import Client

from afterword.people.actor import Actor
from afterword.web.errors import failed
from tests.world import an_incident

ClientOf = Callable[[Actor | None], Client]


def test_an_address_with_nothing_behind_it_says_how_to_go_on(client_of: ClientOf, ada: Actor) -> None:
    page = client_of(ada).get("/no/such/page")

    assert page.status_code == 404
    assert 'href="/"' in page.content.decode()


def test_what_is_hidden_looks_like_what_is_not_there(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    hidden = an_incident(commander=ada, is_private=True)

    there, not_there = client_of(cy).get(hidden.url), client_of(cy).get("/incidents/99999")

    assert there.status_code == not_there.status_code == 404
    assert there.content == not_there.content


@pytest.mark.parametrize("number", ["0", "4294967296", "9" * 30])
def test_numbers_out_of_range_are_not_found(client_of: ClientOf, ada: Actor, number: str) -> None:
    assert client_of(ada).get(f"/incidents/{number}").status_code == 404


def test_a_note_of_five_megabytes_is_refused_in_words(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)

    page = client_of(ada).post(f"{incident.url}/notes", {"text": "x" * 5_000_000})
    part = client_of(ada).post(f"{incident.url}/notes", {"text": "x" * 5_000_000}, headers={"HX-Request": "true"})

    assert page.status_code == part.status_code == 413
    assert "more than 4 MB" in page.content.decode()
    assert part["HX-Retarget"] == "#toasts"
    assert incident.timeline.count() == 1


def test_a_form_that_lost_its_token_says_what_to_do(ada: Actor) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert ada.user
    browser.force_login(ada.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    incident = an_incident(commander=ada)

    page = browser.post(f"{incident.url}/notes", {"text": "Hello"})

    assert page.status_code == 403
    assert "reload the page" in page.content.decode()
    assert incident.timeline.count() == 1


def test_a_mistake_of_ours_shows_a_page_without_asking_the_database() -> None:
    page = failed(None)  # type: ignore[arg-type]

    assert page.status_code == 500
    assert "our mistake" in page.content.decode()

from collections.abc import Callable

from django.test import Client

from afterword.incidents.searching import index
from afterword.people.actor import Actor
from afterword.postmortems import searching
from afterword.postmortems.actions.start import start
from tests.world import a_resolved_incident, an_incident

ClientOf = Callable[[Actor | None], Client]


def test_incidents_and_reports_are_found_by_words(client_of: ClientOf, ada: Actor) -> None:
    incident = a_resolved_incident("Checkout failed", by=ada)
    index(incident)
    report = start(ada, [incident])
    searching.index(report)

    page = client_of(ada).get("/search?q=checkout").content.decode()

    assert f'href="{incident.url}"' in page
    assert f'href="{report.url}"' in page


def test_the_palette_gets_only_the_lines(client_of: ClientOf, ada: Actor) -> None:
    index(an_incident("Checkout fails", commander=ada))

    part = client_of(ada).get("/search?q=INC-1&partial=1").content.decode()

    assert 'role="option" href="/incidents/1"' in part
    assert "<html" not in part


def test_what_is_hidden_is_not_found(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    index(an_incident("Leaked key", commander=ada, is_private=True))

    for words in ("leaked", "INC-1", "1"):
        assert "Leaked key" not in client_of(di).get(f"/search?q={words}").content.decode()


def test_any_question_gets_an_answer(client_of: ClientOf, ada: Actor) -> None:
    for words in ("", "%00", '"', "a OR *", "x" * 5000, "<script>alert(1)</script>"):
        page = client_of(ada).get("/search", {"q": words})
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()

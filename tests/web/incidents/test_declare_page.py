from collections.abc import Callable

import pytest
from django.test import Client

from afterword.incidents.models import Category, Incident
from afterword.people.actor import Actor
from tests.world import a_service, a_team, an_incident, sev, user_of, utc

ClientOf = Callable[[Actor | None], Client]
URL = "/incidents/new"


def declared() -> Incident:
    return Incident.objects.get()


def test_two_fields_are_enough(client_of: ClientOf, cy: Actor) -> None:
    answer = client_of(cy).post(URL, {"title": "Checkout fails", "severity": sev(1).pk})

    assert (answer.status_code, answer["Location"]) == (303, "/incidents/1")
    assert (declared().title, declared().severity, declared().commander) == ("Checkout fails", sev(1), user_of(cy))


def test_each_level_is_explained_and_unknown_is_chosen(client_of: ClientOf, ada: Actor) -> None:
    page = client_of(ada).get(URL).content.decode()

    assert "many users notice" in page
    assert f'value="{sev(None).pk}" checked' in page


def test_all_the_rest_can_be_told_at_once(client_of: ClientOf, ada: Actor, bo: Actor, cy: Actor) -> None:
    service, team, legal = a_service("Checkout"), a_team("Payments"), a_team("Legal", cy)

    client_of(ada).post(
        URL,
        {
            "title": "Checkout failed",
            "severity": sev(2).pk,
            "is_over": "1",
            "started_at": "2026-03-02T10:00",
            "resolved_at": "2026-03-02T11:00",
            "detected_at": "2026-03-02T10:05",
            "zone": "Asia/Tokyo",
            "commander": user_of(bo).pk,
            "summary": "Cards were refused",
            "services": [service.pk],
            "teams": [team.pk],
            "impact": "No payments",
            "impact_started_at": "2026-03-02T10:10",
            "is_private": "on",
            "people": [user_of(bo).pk],
            "shared_teams": [legal.pk],
            "is_test": "on",
        },
    )

    incident = declared()
    assert incident.status.category == Category.RESOLVED
    assert (incident.started_at, incident.resolved_at) == (utc("2026-03-02 01:00"), utc("2026-03-02 02:00"))
    assert (incident.zone, incident.commander, incident.summary) == ("Asia/Tokyo", user_of(bo), "Cards were refused")
    assert (list(incident.services.all()), list(incident.teams.all())) == ([service], [team])
    impact = incident.impacts.get()
    assert (impact.description, impact.started_at, impact.ended_at) == (
        "No payments",
        utc("2026-03-02 01:10"),
        utc("2026-03-02 02:00"),
    )
    assert incident.is_private
    assert incident.is_test
    assert {str(member) for member in incident.members.all()} == {"Bo", "Legal"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Give it a title"),
        ({"title": "x" * 257}, "257 characters"),
        ({"severity": "SEV-1"}, "not in the list"),
        ({"severity": ""}, "Choose one of the list"),
        ({"is_over": "1", "started_at": "2026-03-02T11:00", "resolved_at": "2026-03-02T10:00"}, "before it started"),
        ({"started_at": "2999-01-01T00:00"}, "in the future"),
        ({"zone": "Mars/Base"}, "Select a valid choice"),
        ({"started_at": "soon"}, "Write the time like"),
    ],
)
def test_what_can_not_be_is_said_beside_its_field_and_what_was_typed_stays(
    client_of: ClientOf, ada: Actor, fields: dict[str, str], words: str
) -> None:
    typed = {"title": "Checkout fails", "severity": str(sev(1).pk), "summary": "Typed with care"} | fields

    page = client_of(ada).post(URL, typed)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Typed with care" in page.content.decode()
    assert not Incident.objects.exists()


def test_a_similar_open_incident_is_pointed_out_once(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    an_incident("Checkout fails for cards", commander=ada)
    fields = {"title": "Checkout fails for credit cards", "severity": sev(1).pk}

    asked = client_of(bo).post(URL, fields)
    answer = client_of(bo).post(URL, {**fields, "anyway": "1"})

    assert asked.status_code == 409
    assert "INC-1 Checkout fails for cards" in asked.content.decode()
    assert "Declare anyway" in asked.content.decode()
    assert answer["Location"] == "/incidents/2"


def test_similar_ones_are_pointed_out_while_typing(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    an_incident("Checkout fails for cards", commander=ada)
    an_incident("Checkout fails in secret", commander=ada, is_private=True)

    part = client_of(bo).get("/incidents/similar", {"title": "checkout fails"}).content.decode()

    assert "INC-1" in part
    assert "INC-2" not in part
    assert "INC-1" not in client_of(bo).get("/incidents/similar", {"title": ""}).content.decode()


def test_practice_begins_with_its_mark(client_of: ClientOf, ada: Actor) -> None:
    assert 'value="[TEST] "' in client_of(ada).get(f"{URL}?practice=1").content.decode()


def test_script_in_every_text_stays_text(client_of: ClientOf, ada: Actor) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">"\'>'
    client_of(ada).post(URL, {"title": evil, "severity": sev(1).pk, "summary": evil, "impact": evil})

    for path in ("", "/timeline", "/remediation", "/notifications", "/title", "/details/what"):
        page = client_of(ada).get(f"/incidents/1{path}").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    for path in ("/incidents", "/", "/search?q=script"):
        assert "<script>alert" not in client_of(ada).get(path).content.decode()

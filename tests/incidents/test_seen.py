"""Who saw a private incident."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.access.models import AuditEntry
from afterword.core import clock
from afterword.incidents.actions.resolve import resolve
from afterword.incidents.seen import note_seen
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from tests.world import an_incident, utc

ClientOf = Callable[[Actor | None], Client]


def seen() -> list[tuple[str, str]]:
    return [(each.actor_label, each.object_label) for each in AuditEntry.objects.filter(action="incident.seen")]


def test_a_look_is_kept_once_an_hour_for_each_person_without_the_title(ada: Actor, bo: Actor) -> None:
    incident = an_incident("Leaked key", commander=ada, is_private=True)
    open_to_all = an_incident(commander=ada)
    with clock.at(utc("2026-03-02 14:05")):
        for who in (ada, ada, bo, Actor.system()):
            note_seen(who, incident)
        note_seen(ada, open_to_all)
    with clock.at(utc("2026-03-02 15:05")):
        note_seen(ada, incident)

    assert sorted(seen()) == [("Ada", incident.reference)] * 2 + [("Bo", incident.reference)]


@pytest.mark.parametrize("door", ["{0}", "{0}/timeline", "{0}/durations", "/postmortems/1", "/postmortems/1.md"])
def test_page_and_report_tell(client_of: ClientOf, ada: Actor, door: str) -> None:
    incident = an_incident(commander=ada, is_private=True)
    start(ada, [resolve(ada, incident)])

    assert client_of(ada).get(door.format(incident.url)).status_code == 200

    assert seen() == [("Ada", incident.reference)]


def test_reading_through_the_api_tells(client_of: ClientOf, robo: Actor) -> None:
    incident = an_incident(commander=robo, is_private=True)

    client_of(robo).get(f"/api/v1{incident.url}")

    assert seen() == [("Robo", incident.reference)]


def test_a_refused_look_tells_nothing(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    assert client_of(bo).get(an_incident(commander=ada, is_private=True).url).status_code == 404
    assert seen() == []


def test_the_second_look_costs_one_statement_and_a_broken_trail_stops_nobody(
    client_of: ClientOf, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = an_incident(commander=ada, is_private=True)
    note_seen(ada, incident)
    with CaptureQueriesContext(connection) as counted:
        note_seen(ada, incident)
    assert len(counted) == 1

    def broken(*_: object, **__: object) -> None:
        raise DatabaseError("disk is full")

    monkeypatch.setattr("afterword.incidents.seen.audit", broken)
    with clock.later(timedelta(hours=2)):
        assert client_of(ada).get(incident.url).status_code == 200

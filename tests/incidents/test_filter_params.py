from datetime import UTC, datetime

import pytest
from django.utils import timezone

from afterword.core.errors import Invalid
from afterword.incidents.filter_params import parse_filter
from afterword.incidents.listing import NO_FILTER
from afterword.incidents.models import IncidentType
from afterword.people.actor import Actor
from tests.world import a_service, a_team, sev, user_of, utc

pytestmark = pytest.mark.django_db


def test_nothing_said_is_no_filter() -> None:
    assert parse_filter({"status": [""], "team": ["\x00"], "cursor": ["abc"]}) == NO_FILTER


def test_names_in_any_case_and_ids_are_understood(ada: Actor) -> None:
    service, team, ada_key = a_service("Checkout"), a_team("Payments"), user_of(ada).pk

    wanted = parse_filter(
        {
            "status": ["open", "resolved"],
            "severity": ["sev-1", str(sev(2).pk)],
            "type": ["near miss"],
            "service": ["checkout"],
            "team": ["payments"],
            "commander": ["ADA@example.com", "me"],
            "test": ["without"],
            "sort": ["severity"],
            "q": ["card", "payments"],
        },
        me=user_of(ada),
    )

    assert wanted.statuses == ("active", "stable", "resolved")
    assert wanted.severities == (sev(1).pk, sev(2).pk)
    assert wanted.types == (IncidentType.objects.get(name="Near miss").pk,)
    assert (wanted.services, wanted.teams, wanted.commanders) == ((service.pk,), (team.pk,), (ada_key, ada_key))
    assert (wanted.tests, wanted.sort, wanted.words) == ("without", "severity", "card payments")


def test_days_are_those_of_the_pages_zone_and_the_last_one_counts() -> None:
    with timezone.override("Asia/Tokyo"):
        wanted = parse_filter({"from": ["2026-03-02"], "until": ["2026-03-02"]})

    assert wanted.since == utc("2026-03-01 15:00")
    assert wanted.until == utc("2026-03-02 15:00")


def test_a_day_may_be_longer_than_24_hours() -> None:
    with timezone.override("Europe/Berlin"):
        wanted = parse_filter({"from": ["2026-10-25"], "until": ["2026-10-25"]})

    assert wanted.since
    assert wanted.until
    assert (wanted.until - wanted.since).total_seconds() == 25 * 3600


def test_a_full_time_is_taken_as_it_is() -> None:
    assert parse_filter({"from": ["2026-03-02T12:00:00+01:00"]}).since == datetime(2026, 3, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "sleeping"),
        ("severity", "SEV-9"),
        ("service", "Fax"),
        ("team", "x" * 500),
        ("commander", "nobody@example.com"),
        ("from", "yesterday"),
        ("from", "2026-03-02T12:00:00"),
        ("until", "9999-12-31"),
        ("from", "0001-01-01T00:00:00+14:00"),
        ("test", "maybe"),
        ("sort", "title"),
    ],
)
def test_what_is_none_is_named(name: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_filter({name: [value]})

    assert list(refused.value.fields) == [name]


def test_too_many_values_are_refused() -> None:
    with pytest.raises(Invalid):
        parse_filter({"service": [f"service {number}" for number in range(51)]})

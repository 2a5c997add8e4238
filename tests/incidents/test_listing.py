from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.core.keyset import Page
from afterword.incidents.actions.assign_role import leave_role
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.actions.set_tags import set_tags
from afterword.incidents.filter_params import parse_filter
from afterword.incidents.listing import IncidentFilter, find_incidents, page_of_incidents
from afterword.incidents.models import Incident, Outcome, Role, Watcher
from afterword.people.actor import Actor
from tests.world import a_note, a_resolved_incident, a_service, a_team, an_incident, sev, status, user_of, utc

NOON = utc("2026-03-02 12:00")


def numbers(page: Page[Incident]) -> list[int]:
    return [each.number for each in page.rows]


@pytest.fixture
def seven(ada: Actor) -> None:
    """INC-1 to INC-7, two of them declared in the same second."""
    for minute in (0, 1, 2, 2, 3, 4, 5):
        with clock.at(NOON + timedelta(minutes=minute)):
            an_incident(commander=ada)


@pytest.mark.parametrize("sort", ["newest", "oldest", "updated", "severity"])
def test_pages_go_on_and_back_without_gaps(ada: Actor, seven: None, sort: str) -> None:
    wanted = IncidentFilter(sort=sort)
    whole = numbers(page_of_incidents(ada, wanted, size=10))

    first = page_of_incidents(ada, wanted, size=3)
    second = page_of_incidents(ada, wanted, size=3, cursor=first.next_cursor)
    third = page_of_incidents(ada, wanted, size=3, cursor=second.next_cursor)
    back = page_of_incidents(ada, wanted, size=3, cursor=third.previous_cursor)
    start = page_of_incidents(ada, wanted, size=3, cursor=back.previous_cursor)

    assert numbers(first) + numbers(second) + numbers(third) == whole
    assert (numbers(back), numbers(start)) == (numbers(second), numbers(first))
    assert (first.previous_cursor, third.next_cursor, start.previous_cursor) == ("", "", "")
    assert start.next_cursor


def test_what_is_declared_meanwhile_moves_nothing(ada: Actor, seven: None) -> None:
    first = page_of_incidents(ada, IncidentFilter(), size=3)
    an_incident(commander=ada)

    assert numbers(page_of_incidents(ada, IncidentFilter(), size=3, cursor=first.next_cursor)) == [4, 3, 2]


@pytest.mark.parametrize("cursor", ["x", "e30", "eyJieSI6MX0", "A" * 2000, "bnVsbA"])
def test_a_cursor_of_nowhere_is_refused(ada: Actor, cursor: str) -> None:
    with pytest.raises(Invalid):
        page_of_incidents(ada, IncidentFilter(), cursor=cursor)


def test_a_cursor_of_another_order_is_refused(ada: Actor, seven: None) -> None:
    cursor = page_of_incidents(ada, IncidentFilter(), size=3).next_cursor

    with pytest.raises(Invalid):
        page_of_incidents(ada, IncidentFilter(sort="severity"), cursor=cursor)


def test_each_filter_narrows(ada: Actor, bo: Actor) -> None:
    service, team = a_service("Checkout"), a_team("Payments")
    one = an_incident("One", commander=ada, severity=sev(1), services=(service,), teams=(team,))
    two = set_status(bo, an_incident("Two", commander=bo, severity=sev(2), is_test=True), status("Stable"))
    three = a_resolved_incident("Three", by=ada)

    def found(**wanted: object) -> set[Incident]:
        return set(find_incidents(ada, IncidentFilter(**wanted)))  # type: ignore[arg-type]

    assert found(statuses=("active", "stable")) == {one, two}
    assert found(severities=(sev(1).pk, sev(2).pk)) == {one, two}
    assert found(services=(service.pk,)) == found(teams=(team.pk,)) == {one}
    assert found(commanders=(user_of(bo).pk,)) == found(tests="only") == {two}
    assert found(tests="without") == {one, three}
    assert found(since=three.declared_at) == {three}
    assert found(until=two.declared_at) == {one}


def test_a_private_incident_is_in_nobody_elses_list(ada: Actor, bo: Actor) -> None:
    an_incident(commander=ada, is_private=True)

    assert numbers(page_of_incidents(bo, IncidentFilter())) == []
    assert numbers(page_of_incidents(ada, IncidentFilter())) == [1]


def test_a_page_is_one_statement_whatever_is_in_it(ada: Actor, seven: None) -> None:
    for incident in Incident.objects.all():
        a_note(incident)

    with CaptureQueriesContext(
        connection,
    ) as statements:
        rows = page_of_incidents(ada, IncidentFilter(statuses=("active",)), size=5).rows
        assert {(row.severity.name, row.status.name, str(row.commander)) for row in rows} == {
            ("SEV-3", "Active", "Ada")
        }

    assert len(statements) == 1


def test_filters_for_tag_outcome_nobody_and_what_one_has_to_do_with(ada: Actor, bo: Actor) -> None:
    tagged = set_tags(ada, an_incident("Tagged", commander=ada), ["dns"])
    alarm = a_resolved_incident("Alarm", by=bo, outcome=Outcome.FALSE_ALARM)
    uncommanded = an_incident("Nobody's", commander=ada)
    leave_role(ada, uncommanded, Role.objects.get(is_commander=True), user_of(ada))
    watched = an_incident("Watched", commander=bo)
    Watcher.objects.create(incident=watched, user=user_of(ada))

    def found(**params: list[str]) -> list[Incident]:
        return list(find_incidents(ada, parse_filter(params | {"sort": ["oldest"]}, me=ada.user)))

    assert found(tag=["DNS"]) == [tagged]
    assert found(outcome=["false_alarm"]) == [alarm]
    assert uncommanded in found(commander=["nobody"])
    assert alarm not in found(commander=["nobody", "me"])
    assert found(on=["me"]) == [tagged, uncommanded, watched]

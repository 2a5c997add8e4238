from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.incidents.actions.assign_role import leave_role
from afterword.incidents.actions.declare import ImpactDraft
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.models import Role
from afterword.people.actor import Actor
from tests.world import a_resolved_incident, a_team, an_incident, sev, user_of

ClientOf = Callable[[Actor | None], Client]


def titles(browser: Client, url: str = "/board") -> list[str]:
    return [row.incident.title for row in browser.get(url).context["rows"]]


def test_open_incidents_stand_worst_first_without_tests_and_without_what_one_may_not_see(
    client_of: ClientOf, ada: Actor, cy: Actor
) -> None:
    an_incident("Small", commander=ada, severity=sev(4), teams=(a_team("Search"),))
    an_incident("Bad", commander=ada, severity=sev(1))
    an_incident("Practice", commander=ada, is_test=True)
    an_incident("Leaked key", commander=ada, is_private=True, severity=sev(2))
    a_resolved_incident("Over", by=ada)

    assert titles(client_of(ada)) == ["Bad", "Leaked key", "Small"]
    assert titles(client_of(cy)) == ["Bad", "Small"]
    assert titles(client_of(cy), "/board?teams=Search") == ["Small"]
    assert titles(client_of(cy), "/board?severity=SEV-1") == ["Bad"]


def test_the_filters_of_the_list_go_along_to_board_and_calendar_and_back(client_of: ClientOf, ada: Actor) -> None:
    an_incident("Mail is slow", commander=ada, severity=sev(3))
    an_incident("Cart is slow", commander=ada, severity=sev(2))
    browser = client_of(ada)

    filters = "status=open&severity=SEV-2&commander=me"
    part = browser.get(f"/incidents?{filters}&columns=severity", headers={"HX-Request": "true"})
    board = part.context["board_href"]
    page = browser.get(board)

    assert board == f"/board?{filters}"
    assert 'href="/board?status=open&amp;severity=SEV-2&amp;commander=me"' in part.content.decode()
    assert part.context["calendar_href"] == f"/incidents/calendar?{filters}"
    assert [row.incident.title for row in page.context["rows"]] == ["Cart is slow"]
    assert page.context["list_href"] == "/incidents?severity=SEV-2&commander=me&status=open"


def test_what_needs_somebody_is_written_out(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada, impact=ImpactDraft("Nobody can pay"))
    leave_role(ada, incident, Role.objects.get(is_commander=True), user_of(ada))
    post_update(ada, incident, "Rolling back", next_due_at=clock.now() + timedelta(minutes=15))

    with clock.later(timedelta(minutes=30)):
        page = client_of(ada).get("/board")

    text = page.content.decode()
    assert "nobody commands" in text
    assert "Rolling back" in text
    assert page.context["rows"][0].is_late
    assert page.context["rows"][0].impact_since
    assert '<noscript><meta http-equiv="refresh"' in text


def test_a_wrong_filter_is_said_and_everything_shown(client_of: ClientOf, ada: Actor) -> None:
    an_incident("Open", commander=ada)

    page = client_of(ada).get("/board?severity=SEV-9&theme=x")

    assert [row.incident.title for row in page.context["rows"]] == ["Open"]
    assert "SEV-9" in page.context["problem"]


def test_it_refreshes_by_its_part_alone_and_costs_the_same_for_many(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            part = browser.get("/board", headers={"HX-Request": "true"}).content.decode()
        assert part.startswith('<div id="board"')
        return len(captured)

    an_incident(commander=ada, impact=ImpactDraft("Errors"))
    few = statements()
    for _ in range(8):
        an_incident(commander=ada, impact=ImpactDraft("Errors"))

    assert statements() == few <= 7

"""The audit trail and what was done on incidents: filtered, paged, exported."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from afterword.access.actions.change_role import change_role
from afterword.access.audit import audit
from afterword.access.models import AuditEntry
from afterword.core import clock
from afterword.incidents.actions.break_glass import break_glass
from afterword.incidents.actions.impacts import add_impact, remove_impact
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import Role
from afterword.timeline.models import TimelineEntry
from tests.world import a_note, an_incident, user_of, utc

ClientOf = Callable[[Actor | None], Client]
TRAIL, INCIDENTS = "/settings/audit", "/settings/audit/incidents"


def numbers(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [each["entry"].number for each in answer.context["entries"]]


def whole(answer: Any) -> str:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def test_the_trail_is_narrowed_by_person_action_incident_and_days(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    hidden = an_incident("Leaked key", commander=ada, is_private=True)
    with clock.at(utc("2026-03-02 23:30")):
        audit(ada, "first.thing")
    with clock.at(utc("2026-03-03 00:30")):
        audit(di, "second.thing")
    break_glass(di, hidden.number, reason="Emergency")
    browser = client_of(di)

    assert numbers(browser.get(TRAIL, {"person": str(ada.user_id)})) == [1]
    assert numbers(browser.get(TRAIL, {"action": "second.thing"})) == [2]
    assert numbers(browser.get(TRAIL, {"incident": hidden.reference})) == [3]
    assert numbers(browser.get(TRAIL, {"until": "2026-03-02"})) == [1]
    assert numbers(browser.get(TRAIL, {"from": "2026-03-03", "until": "2026-03-03"})) == [2]
    assert "Leaked key" not in browser.get(TRAIL).content.decode()


@pytest.mark.parametrize(
    "given",
    [{"person": "Ada"}, {"incident": "the leak"}, {"from": "yesterday"}, {"until": "9999-12-31"}, {"cursor": "x"}],
)
@pytest.mark.parametrize("path", [TRAIL, INCIDENTS])
def test_what_can_not_be_read_is_said_and_nothing_is_shown(
    client_of: ClientOf, di: Actor, given: dict[str, str], path: str
) -> None:
    answer = client_of(di).get(path, given)

    assert answer.status_code == 422
    assert answer.context["problem"]
    assert answer.context["entries"] == []


@pytest.mark.parametrize("path", [TRAIL, INCIDENTS, f"{TRAIL}/trail.csv", f"{INCIDENTS}.json", f"{TRAIL}/people.csv"])
def test_for_others_it_does_not_exist(client_of: ClientOf, bo: Actor, path: str) -> None:
    assert client_of(bo).get(path).status_code == 404


def test_what_was_done_on_incidents_is_found_without_those_that_one_may_not_see(
    client_of: ClientOf, ada: Actor, di: Actor
) -> None:
    seen = an_incident("Open to all", commander=ada)
    remove_impact(ada, add_impact(ada, Incident.objects.get(), "Nobody can pay"))
    hidden = an_incident("Leaked key", commander=ada, is_private=True)
    browser = client_of(di)

    page = browser.get(INCIDENTS)
    assert "removed impact: Nobody can pay" in page.content.decode()
    assert "Leaked key" not in page.content.decode()
    assert numbers(browser.get(INCIDENTS, {"incident": str(hidden.number)})) == []
    assert len(numbers(browser.get(INCIDENTS, {"action": "removed"}))) == 1
    assert len(numbers(browser.get(INCIDENTS, {"person": str(di.user_id)}))) == 0
    assert len(numbers(browser.get(INCIDENTS, {"incident": seen.reference}))) == 3
    assert numbers(browser.get(INCIDENTS, {"action": "no such group"})) == []


def test_pages_of_entries_that_came_at_the_same_moment_neither_repeat_nor_skip(
    client_of: ClientOf, ada: Actor, di: Actor
) -> None:
    incident = an_incident(commander=ada)
    with clock.at(utc("2026-03-02 14:05")):
        for number in range(70):
            a_note(Incident.objects.get(pk=incident.pk), f"note {number}")
    browser = client_of(di)

    first = browser.get(INCIDENTS, {"action": "words"})
    second = browser.get(INCIDENTS, {"action": "words", "cursor": first.context["page"].next_cursor})
    back = browser.get(INCIDENTS, {"action": "words", "cursor": second.context["page"].previous_cursor})

    assert sorted(numbers(first) + numbers(second)) == list(range(2, 72))
    assert numbers(back) == numbers(first)
    assert "action=words" in first.context["older_href"]


def test_the_filtered_trail_leaves_as_a_table_that_runs_nothing(client_of: ClientOf, di: Actor, bo: Actor) -> None:
    user = user_of(bo)
    user.name = "=cmd|'/c calc'!A0"
    user.save()
    change_role(di, user, Role.VIEWER)
    audit(di, "some.other")
    browser = client_of(di)

    answer = browser.get(f"{TRAIL}/trail.csv", {"action": "user.role_changed"})

    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(whole(answer))))
    assert [row["action"] for row in rows] == ["user.role_changed"]
    assert rows[0]["object"] == "'=cmd|'/c calc'!A0"
    assert AuditEntry.objects.get(action="audit.exported").data == {
        "source": "trail", "format": "csv", "filters": "action=user.role_changed"
    }  # fmt: skip
    assert "exported the audit trail as csv" in browser.get(TRAIL).content.decode()


def test_incidents_leave_as_json_without_private_ones(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    an_incident("Open to all", commander=ada)
    an_incident("Leaked key", commander=ada, is_private=True)

    rows = json.loads(whole(client_of(di).get(f"{INCIDENTS}.json")))

    assert {row["title"] for row in rows} == {"Open to all"}
    assert len(rows) == TimelineEntry.objects.filter(incident__is_private=False).count()
    assert rows[0]["kind"] == "incident.declared"


def test_an_export_that_is_none_is_not_there_and_a_wrong_filter_is_refused(client_of: ClientOf, di: Actor) -> None:
    assert client_of(di).get(f"{TRAIL}/trail.xls").status_code == 404
    assert client_of(di).get(f"{TRAIL}/trail.csv", {"from": "soon"}).status_code == 422
    assert not AuditEntry.objects.filter(action="audit.exported").exists()

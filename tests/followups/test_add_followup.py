from datetime import date
from typing import Any

import pytest

from afterword.core import clock
from afterword.core.errors import Invalid, NotAllowed
from afterword.followups.actions.add_followup import add_followup
from afterword.followups.draft import FollowUpDraft
from afterword.followups.horizons import end_of, suggested_due
from afterword.followups.kinds import FollowUpAdded
from afterword.followups.models import FollowUp
from afterword.people.actor import Actor
from tests.followups.making import a_followup
from tests.world import a_team, an_incident, user_of, utc


def test_it_gets_a_number_and_is_told(ada: Actor, bo: Actor) -> None:
    incident, team = an_incident(commander=ada), a_team("Payments")

    first = a_followup(
        incident,
        kind="monitor",
        details={"purpose": "Slow payments", "query": " p95 > 3 s ", "threshold": ""},
        owner=user_of(bo),
        owner_team=team,
        tags=("Alerting", "#alerting", "payments"),
        tracker_url="https://github.com/acme/shop/issues/7",
    )
    second = a_followup(incident)

    assert second.number == first.number + 1
    assert first.details == {"purpose": "Slow payments", "query": "p95 > 3 s"}
    assert [tag.name for tag in first.tags.all()] == ["alerting", "payments"]
    assert incident.timeline.of_kind(FollowUpAdded).count() == 2
    assert first.reference in incident.timeline.of_kind(FollowUpAdded).order_by("number")[0].sentence()


@pytest.mark.parametrize(
    ("horizon", "due", "priority"),
    [("week", "2026-03-08", 0), ("month", "2026-03-31", 1), ("quarter", "2026-03-31", 2)],
)
def test_the_horizon_says_until_when_and_how_urgent(ada: Actor, horizon: str, due: str, priority: int) -> None:
    with clock.at(utc("2026-03-04 10:00")):
        followup = a_followup(horizon=horizon)

    assert (followup.due_on, followup.priority) == (date.fromisoformat(due), priority)


def test_what_people_say_goes_before_what_the_horizon_says(ada: Actor) -> None:
    followup = a_followup(horizon="week", due_on=date(2026, 5, 5), priority=3)

    assert (followup.due_on, followup.priority) == (date(2026, 5, 5), 3)


def test_horizons_end_with_the_week_the_month_the_quarter() -> None:
    day = date(2026, 12, 30)
    assert [end_of(each, day).isoformat() for each in ("week", "month", "quarter")] == [
        "2027-01-03", "2026-12-31", "2026-12-31",
    ]  # fmt: skip
    assert end_of("quarter", date(2026, 2, 1)) == date(2026, 3, 31)
    assert suggested_due("week", resolved_on=date(2026, 3, 1), today=date(2026, 4, 1)) == date(2026, 4, 5)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 3000}, "title"),
        ({"kind": "parrot"}, "kind"),
        ({"horizon": "decade"}, "horizon"),
        ({"priority": 7}, "priority"),
        ({"due_on": date(20, 3, 6)}, "due_on"),
        ({"tracker_url": "javascript:alert(1)"}, "tracker_url"),
        ({"kind": "monitor", "details": {"widgets_added": "of another kind"}}, "details"),
        ({"kind": "monitor", "details": {"purpose": 5}}, "monitor_purpose"),
        ({"kind": "dashboard", "details": {"link": "not an address"}}, "dashboard_link"),
        ({"kind": "runbook", "details": {"updates_needed": "x" * 5000}}, "runbook_updates_needed"),
        ({"description": "x" * 20_001}, "description"),
        ({"tags": tuple(str(each) for each in range(21))}, "tags"),
    ],
)
def test_what_can_not_be_is_refused_and_takes_no_number(ada: Actor, draft: dict[str, Any], field: str) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid) as refused:
        add_followup(ada, incident, FollowUpDraft(**{"title": "Alert", **draft}))

    assert list(refused.value.fields) == [field]
    assert not incident.timeline.of_kind(FollowUpAdded).exists()
    assert not FollowUp.objects.exists()


def test_an_owner_must_be_able_to_see_it(ada: Actor, di: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        a_followup(an_incident(commander=ada, is_private=True), owner=user_of(di))
    assert list(refused.value.fields) == ["owner"]


def test_a_retired_team_gets_none(ada: Actor) -> None:
    team = a_team("Old")
    team.retired_at = clock.now()
    with pytest.raises(Invalid):
        a_followup(owner_team=team)


def test_an_outsider_may_not(ada: Actor, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        a_followup(an_incident(commander=ada), by=cy)

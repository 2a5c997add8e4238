from datetime import date, timedelta

import pytest

from afterword.core.errors import Invalid, NotAllowed
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.people.actor import Actor
from afterword.postmortems.actions.set_facts import set_facts
from tests.postmortems.reporting import a_report
from tests.world import a_team, user_of


def test_owner_team_and_days_are_set_and_the_rest_stays(ada: Actor, bo: Actor) -> None:
    report = a_report(by=ada)
    assert report.owner == ada.user

    report = set_facts(ada, report, {"owner": user_of(bo), "team": a_team(), "review_on": date(2026, 5, 4)})

    assert (report.owner, report.team, report.review_on) == (bo.user, a_team(), date(2026, 5, 4))
    assert set_facts(ada, report, {"team": None}).owner == bo.user


def test_the_follow_up_is_thirty_days_after_the_incident_unless_set(ada: Actor) -> None:
    report = a_report(by=ada)

    resolved_at = report.incidents.get().resolved_at
    assert resolved_at
    assert report.follow_up_on == resolved_at.date() + timedelta(days=30)


def test_who_does_not_see_the_report_does_not_own_it(ada: Actor, bo: Actor) -> None:
    report = a_report(by=ada)
    set_privacy(ada, report.incidents.get(), is_private=True)

    with pytest.raises(Invalid, match="Bo can't see"):
        set_facts(ada, report, {"owner": user_of(bo)})


def test_a_viewer_sets_nothing(ada: Actor, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        set_facts(cy, a_report(by=ada), {"team": None})

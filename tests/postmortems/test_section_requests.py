"""Asking somebody to write a section by a day."""

from datetime import date

import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.people.actor import Actor
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.section_requests import (
    Wanted,
    ask_again,
    ask_for_section,
    finish_section,
    withdraw_section_request,
)
from afterword.postmortems.models import Postmortem, SectionRequest
from tests.postmortems.reporting import a_report
from tests.world import user_of


@pytest.fixture
def report(ada: Actor) -> Postmortem:
    return a_report(by=ada)


def test_somebody_is_asked_says_it_is_written_and_takes_that_back(report: Postmortem, ada: Actor, bo: Actor) -> None:
    asked = ask_for_section(ada, report, Wanted("overview", user_of(bo), date(2026, 5, 4), "Please"))
    assert (asked.title, asked.due_on, asked.asked_by) == ("Overview", date(2026, 5, 4), ada.user)

    assert finish_section(bo, report, asked).is_done
    assert not SectionRequest.objects.waiting_for(bo).exists()
    assert not ask_again(bo, report, asked).is_done


def test_asked_again_the_day_is_the_new_one(report: Postmortem, ada: Actor, bo: Actor) -> None:
    ask_for_section(ada, report, Wanted("overview", user_of(bo), date(2026, 5, 4)))
    ask_for_section(ada, report, Wanted("overview", user_of(bo), date(2026, 5, 5)))

    assert [each.due_on for each in report.section_requests.all()] == [date(2026, 5, 5)]


def test_who_cannot_write_it_is_not_asked(report: Postmortem, ada: Actor, bo: Actor, cy: Actor) -> None:
    with pytest.raises(Invalid, match="may read this report but not write"):
        ask_for_section(ada, report, Wanted("overview", user_of(cy)))
    with pytest.raises(Invalid, match="no such section"):
        ask_for_section(ada, report, Wanted("gone", user_of(bo)))
    with pytest.raises(NotAllowed):
        ask_for_section(cy, report, Wanted("overview", user_of(bo)))
    set_privacy(ada, report.incidents.get(), is_private=True)
    with pytest.raises(Invalid, match="can't see every incident"):
        ask_for_section(ada, report, Wanted("overview", user_of(bo)))
    assert not report.section_requests.exists()


def test_only_who_was_asked_or_may_write_says_that_it_is_written(
    report: Postmortem, ada: Actor, bo: Actor, cy: Actor
) -> None:
    asked = ask_for_section(ada, report, Wanted("overview", user_of(bo)))

    with pytest.raises(NotAllowed, match="Somebody else"):
        finish_section(cy, report, asked)
    withdraw_section_request(ada, report, asked)
    assert not report.section_requests.exists()


def test_nobody_is_asked_for_a_part_of_what_is_published(report: Postmortem, ada: Actor, bo: Actor) -> None:
    publish(ada, report)

    with pytest.raises(Conflict):
        ask_for_section(ada, report, Wanted("overview", user_of(bo)))

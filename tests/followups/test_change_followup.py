from dataclasses import replace
from datetime import date

import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.followups.actions.change_followup import change_followup
from afterword.followups.actions.from_task import make_followup
from afterword.followups.actions.remove_followup import remove_followup
from afterword.followups.actions.set_state import reopen, set_state
from afterword.followups.draft import FollowUpDraft
from afterword.followups.kinds import FollowUpAdded, FollowUpChanged, FollowUpRemoved, FollowUpStateChanged
from afterword.followups.models import FollowUp
from afterword.incidents.actions.tasks import add_task
from afterword.people.actor import Actor
from tests.followups.making import a_followup, incident_of
from tests.world import a_resolved_incident, an_incident, user_of


def changed(actor: Actor, followup: FollowUp, **what: object) -> FollowUp:
    return change_followup(actor, followup, replace(FollowUpDraft.of(followup), **what))  # type: ignore[arg-type]


def test_a_change_says_what_it_was_and_nothing_when_it_is_none(ada: Actor, bo: Actor) -> None:
    followup = a_followup(due_on=date(2026, 3, 6), tags=("alerting",))
    changed(ada, followup)
    assert not incident_of(followup).timeline.of_kind(FollowUpChanged).exists()

    changed(ada, followup, title="Alert on failed payments", due_on=date(2026, 3, 9), owner=user_of(bo), tags=("new",))

    told = incident_of(followup).timeline.of_kind(FollowUpChanged).get().data
    assert [(each["field"], each["before"], each["after"]) for each in told["changes"]] == [
        ("title", "Alert on slow payments", "Alert on failed payments"),
        ("owner", "", "Bo"),
        ("due_on", "2026-03-06", "2026-03-09"),
        ("tags", "alerting", "new"),
    ]
    assert [tag.name for tag in FollowUp.objects.get().tags.all()] == ["new"]


def test_a_deadline_can_be_taken_off(ada: Actor) -> None:
    assert changed(ada, a_followup(), due_on=None).due_on is None


def test_two_who_change_it_at_once_notice_each_other(ada: Actor, bo: Actor) -> None:
    followup = a_followup()
    seen = incident_of(followup).timeline_head
    changed(bo, followup, title="Theirs")

    with pytest.raises(Conflict):
        change_followup(ada, followup, FollowUpDraft(title="Mine"), since=seen)

    assert FollowUp.objects.get().title == "Theirs"


def test_its_states_are_told_each_once(ada: Actor) -> None:
    followup = a_followup()

    for state in ("in_progress", "in_progress", "complete"):
        followup = set_state(ada, followup, state)
    assert followup.closed_at
    reopened = reopen(ada, followup)

    assert (reopened.state, reopened.closed_at) == ("not_started", None)
    assert reopen(ada, reopened) == reopened
    assert incident_of(followup).timeline.of_kind(FollowUpStateChanged).count() == 3


def test_what_will_not_be_done_needs_a_reason(ada: Actor) -> None:
    followup = a_followup()
    for state, reason in (("wont_do", " "), ("wont_do", "x" * 2001), ("parrot", "")):
        with pytest.raises(Invalid):
            set_state(ada, followup, state, reason=reason)

    assert set_state(ada, followup, "wont_do", reason="The old system goes in May").state_reason
    assert reopen(ada, FollowUp.objects.get()).state_reason == ""


def test_its_owner_may_work_on_it_but_not_remove_it(ada: Actor, cy: Actor) -> None:
    own, other = a_followup(owner=user_of(cy)), a_followup()

    assert set_state(cy, own, "complete").state == "complete"
    for attempt in (
        lambda: set_state(cy, other, "complete"),
        lambda: changed(cy, other, title="Mine"),
        lambda: remove_followup(cy, own, reason="Not mine"),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_removing_needs_a_reason_and_is_remembered(ada: Actor) -> None:
    followup = a_followup()
    with pytest.raises(Invalid):
        remove_followup(ada, followup, reason="")

    remove_followup(ada, followup, reason="Written twice")

    assert not FollowUp.objects.exists()
    assert incident_of(followup).timeline.of_kind(FollowUpRemoved).get().data["reason"] == "Written twice"
    with pytest.raises(NotFound):
        set_state(ada, followup, "complete")


def test_a_private_incident_hides_its_own(ada: Actor, bo: Actor) -> None:
    hidden = a_followup(an_incident(commander=ada, is_private=True))

    assert not FollowUp.objects.visible_to(bo).exists()
    with pytest.raises(NotFound):
        set_state(bo, hidden, "complete")


def test_a_task_becomes_one_with_all_it_has(ada: Actor, bo: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    task = add_task(ada, incident, "t" * 300, assignee=user_of(bo), due_on=date(2026, 3, 6))

    followup = make_followup(ada, task)

    assert (followup.owner, followup.due_on, len(followup.title)) == (user_of(bo), date(2026, 3, 6), 256)
    assert followup.description == "t" * 300
    assert not incident.tasks.exists()
    assert incident.timeline.of_kind(FollowUpAdded).get().data["task"]
    with pytest.raises(NotFound):
        make_followup(ada, task)

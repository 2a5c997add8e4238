import functools
from datetime import date

import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.tasks import add_task, change_task, complete_task, remove_task, reopen_task
from afterword.incidents.kinds import TaskAdded, TaskChanged, TaskCompleted, TaskRemoved, TaskReopened
from afterword.incidents.models import IncidentTask
from afterword.people.actor import Actor
from tests.world import an_incident, user_of

FRIDAY = date(2026, 3, 6)


def test_a_task_is_told_with_who_and_when(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)

    task = add_task(ada, incident, "  Raise the\ntimeout ", assignee=user_of(bo), due_on=FRIDAY)

    told = incident.timeline.of_kind(TaskAdded).get()
    assert (task.title, task.due_on, task.created_by) == ("Raise the timeout", FRIDAY, user_of(ada))
    assert told.data["due_on"] == "2026-03-06"
    assert "Bo" in told.sentence()


def test_changing_it_says_what_changed_and_nothing_when_nothing_did(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    task = add_task(ada, incident, "Raise the timeout")
    change = functools.partial(change_task, ada, task, title="Raise the timeout")

    change(assignee=None, due_on=None)
    assert not incident.timeline.of_kind(TaskChanged).exists()

    change(assignee=user_of(bo), due_on=None)
    change(assignee=user_of(bo), due_on=FRIDAY)
    change_task(ada, task, title="Lower it", assignee=user_of(bo), due_on=FRIDAY)
    sentences = [each.sentence() for each in incident.timeline.of_kind(TaskChanged).order_by("number")]
    assert ["to Bo" in sentences[0], "due 2026-03-06" in sentences[1], "“Lower it”" in sentences[2]] == [True] * 3


def test_two_who_change_it_at_once_notice_each_other(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    task = add_task(ada, incident, "Raise the timeout")
    incident.refresh_from_db()
    change_task(bo, task, title="Lower the timeout", assignee=None, due_on=None)

    with pytest.raises(Conflict):
        change_task(ada, task, title="Halve it", assignee=None, due_on=None, since=incident.timeline_head)

    assert incident.tasks.get().title == "Lower the timeout"


def test_done_once_is_done_and_can_be_taken_back(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    task = add_task(ada, incident, "Raise the timeout")

    complete_task(bo, task)
    again = complete_task(ada, task)
    assert again.done_by == user_of(bo)
    assert incident.timeline.of_kind(TaskCompleted).count() == 1

    reopen_task(ada, task)
    reopened = reopen_task(ada, task)
    assert (reopened.done_at, reopened.done_by) == (None, None)
    assert incident.timeline.of_kind(TaskReopened).count() == 1


def test_removing_it_is_remembered(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    task = add_task(ada, incident, "Raise the timeout")

    remove_task(ada, task)

    assert not incident.tasks.exists()
    assert "Raise the timeout" in incident.timeline.of_kind(TaskRemoved).get().sentence()
    with pytest.raises(NotFound):
        complete_task(ada, task)


def test_a_viewer_completes_their_own_task_and_no_other(ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    own = add_task(ada, incident, "Ask the customer", assignee=user_of(cy))
    other = add_task(ada, incident, "Raise the timeout")

    assert complete_task(cy, own).is_done
    for attempt in (
        lambda: complete_task(cy, other),
        lambda: add_task(cy, incident, "Mine"),
        lambda: remove_task(cy, own),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_who_can_not_see_or_sign_in_gets_none(ada: Actor, bo: Actor, di: Actor) -> None:
    private = an_incident(commander=ada, is_private=True)
    with pytest.raises(Invalid) as refused:
        add_task(ada, private, "Look", assignee=user_of(di))
    assert "private" in refused.value.fields["assignee"]

    user_of(bo).is_active = False
    user_of(bo).save()
    with pytest.raises(Invalid):
        add_task(ada, an_incident(commander=ada), "Look", assignee=user_of(bo))
    assert not IncidentTask.objects.exists()


@pytest.mark.parametrize(("title", "day"), [(" ", None), ("x" * 301, None), ("Look", date(20, 3, 6))])
def test_what_can_not_be_is_refused(ada: Actor, title: str, day: date | None) -> None:
    incident = an_incident(commander=ada)
    with pytest.raises(Invalid):
        add_task(ada, incident, title, due_on=day)
    assert not incident.tasks.exists()


def test_tasks_of_private_incidents_are_in_no_list(ada: Actor, bo: Actor) -> None:
    for is_private in (True, False):
        task = add_task(ada, an_incident(commander=ada, is_private=is_private), "Look", due_on=FRIDAY)
        IncidentTask.objects.filter(pk=task.pk).update(assignee=user_of(bo))

    found = IncidentTask.objects.visible_to(bo).owned_by(bo.user_id)
    assert found.overdue(date(2026, 3, 7)).count() == 1
    assert found.overdue(FRIDAY).count() == 0
    with pytest.raises(NotFound):
        complete_task(bo, IncidentTask.objects.get(incident__is_private=True))


@pytest.mark.parametrize(
    ("typed", "kept"), [("Call \u202etroppus\u202c", "Call troppus"), ("\ufeffCall\u200b", "Call")]
)
def test_characters_that_nobody_sees_are_left_out(ada: Actor, typed: str, kept: str) -> None:
    assert add_task(ada, an_incident(commander=ada), typed).title == kept


def test_a_title_of_characters_that_nobody_sees_is_none(ada: Actor) -> None:
    with pytest.raises(Invalid):
        add_task(ada, an_incident(commander=ada), "\u202e\u2066\u200b")

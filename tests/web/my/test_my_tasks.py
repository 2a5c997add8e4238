from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from afterword.core import clock
from afterword.followups.models import FollowUp, FollowUpState
from afterword.incidents.actions.tasks import add_task, complete_task
from afterword.incidents.models import IncidentTask
from afterword.people.actor import Actor
from tests.world import an_incident, user_of

ClientOf = Callable[[Actor | None], Client]


def groups(browser: Client) -> dict[str, list[str]]:
    found = browser.get("/my/tasks").context["groups"]
    return {group.key: [todo.title for todo in group.todos] for group in found}


def a_followup(number: int, title: str, owner: Actor, **more: object) -> FollowUp:
    incident = an_incident(commander=owner)
    return FollowUp.objects.create(number=number, title=title, incident=incident, owner=user_of(owner), **more)


def test_mine_are_grouped_by_day_and_the_most_urgent_stand_first(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    today = timezone.localdate(clock.now())
    incident = an_incident(commander=ada)
    add_task(ada, incident, "Call the provider", assignee=ada.user, due_on=today)
    add_task(ada, incident, "Some day", assignee=ada.user)
    add_task(ada, incident, "Bo's", assignee=bo.user)
    complete_task(ada, add_task(ada, incident, "Done", assignee=ada.user))
    a_followup(1, "Late monitor", ada, due_on=today - timedelta(days=3))
    a_followup(2, "In a year", ada, due_on=today + timedelta(days=365))

    assert list(groups(client_of(ada)).items()) == [
        ("overdue", ["Late monitor"]),
        ("today", ["Call the provider"]),
        ("later", ["In a year"]),
        ("none", ["Some day"]),
    ]
    assert "Late monitor" in client_of(ada).get("/").content.decode()


def test_a_tick_completes_and_another_takes_it_back(client_of: ClientOf, ada: Actor) -> None:
    task = add_task(ada, an_incident(commander=ada), "Call", assignee=ada.user)
    followup = a_followup(1, "Monitor", ada)
    browser = client_of(ada)

    assert browser.post(f"/my/tasks/{task.pk}/completion")["Location"] == "/my/tasks"
    browser.post("/my/follow-ups/1/completion")
    done = browser.get("/my/tasks").context["done"]
    browser.post("/my/follow-ups/1/reopening")

    assert IncidentTask.objects.get().is_done
    assert [todo.title for todo in done] == ["Call", "Monitor"]
    followup.refresh_from_db()
    assert followup.state == FollowUpState.IN_PROGRESS


def test_what_one_may_not_see_is_not_there(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    task = add_task(ada, an_incident(commander=ada, is_private=True), "Secret")
    IncidentTask.objects.update(assignee=bo.user)

    assert groups(client_of(bo)) == {}
    assert client_of(bo).post(f"/my/tasks/{task.pk}/completion").status_code == 404


def test_it_costs_the_same_for_few_and_many(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/my/tasks").status_code == 200
        return len(captured)

    few = statements()
    for number in range(5):
        add_task(ada, an_incident(commander=ada), f"Task {number}", assignee=ada.user)
        a_followup(number + 1, f"Follow-up {number}", ada)

    assert statements() == few <= 9

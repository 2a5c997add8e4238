"""Taking the demo out of an installation that has a life of its own: everything of it, and nothing else."""

from typing import Any

import pytest
from django.apps import apps

from afterword.access.models import AuditEntry
from afterword.core.models import Counter, Job, Schedule, SearchText
from afterword.followups.draft import FollowUpDraft
from afterword.followups.searching import index
from afterword.incidents.actions.merge import merge_into
from afterword.incidents.actions.views import save_view
from afterword.incidents.actions.watch import watch
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, User
from afterword.postmortems import searching as reports
from afterword.postmortems.actions.add_followup import add_followup_to_report
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from afterword.transfer.actions.load_demo import load_demo
from afterword.transfer.actions.remove_demo import Removed, remove_demo
from tests.one_of_everything import one_of_everything
from tests.world import a_note, a_resolved_incident, a_service, a_team, an_incident, user_of

pytestmark = pytest.mark.django_db
BESIDE = (AuditEntry, Counter, Job, Schedule, SearchText)  # what happened, and work still to do


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables of ours, as they are."""
    models = [model for model in apps.get_models(include_auto_created=True) if model not in BESIDE]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def removing() -> Removed:
    return remove_demo(Actor.system())


def a_demo_person(name: str) -> Actor:
    return Actor.person(User.objects.get(name=name, is_demo=True))


@pytest.fixture
def real(ada: Actor, bo: Actor) -> None:
    """A little of everything that is not demo."""
    team = a_team("Payments", bo, lead=ada)
    service = a_service("get.jenkins.io", team)  # the demo uses one of this name
    incident = an_incident("Nobody can pay", commander=ada, services=(service,), teams=(team,))
    a_note(incident, by=bo)
    ApiToken.objects.create(user=user_of(bo), name="script", digest="0" * 64)
    start(ada, [a_resolved_incident(by=ada)])


def test_nothing_of_it_stays_and_nothing_else_goes(real: None) -> None:
    before = everything()
    load_demo(Actor.system())
    assert everything() != before

    removed = removing()

    assert everything() == before
    assert (removed.incidents, removed.reports, removed.people, removed.teams) == (113, 48, 4, 2)
    assert (removed.entries_of_others, removed.kept) == (0, [])
    assert not SearchText.objects.filter(body__contains="Jenkins").exists()


def test_whatever_was_tried_out_on_it_goes_too(real: None) -> None:
    before = everything()
    load_demo(Actor.system())
    demo_ada, demo_bo, demo_di = (a_demo_person(name) for name in ("Ada", "Bo", "Di"))
    incident, other = Incident.objects.filter(is_demo=True).open()
    third = (
        Incident.objects.filter(is_demo=True, is_test=False).exclude(pk__in=[incident.pk, other.pk]).latest("number")
    )
    one_of_everything(demo_ada, demo_bo, incident, other)
    merge_into(demo_di, third, other)
    save_view(demo_di, "Mine", query="severity=SEV-1")
    watch(demo_di, Incident.objects.get(title="Nobody can pay"))
    launch = create_report(demo_di, "Launch")
    Postmortem.objects.filter(pk=launch.pk).update(is_demo=True)
    index(add_followup_to_report(demo_di, launch, FollowUpDraft("Rehearse")))
    reports.reindex_all()

    removed = removing()

    now = everything()
    (runbook,) = now.pop("runbooks.Runbook")
    assert removed.kept == ["Ada"], "who started a runbook, which is yours"
    assert runbook["started_from_id"] is None
    assert {name for name, rows in now.items() if rows != before[name]} == {
        "documents.Document",
        "documents.DocumentUpdate",
        "incidents.Tag",
        "people.User",
    }
    assert not SearchText.objects.filter(kind="followup").exists()
    assert set(SearchText.objects.filter(kind=reports.KIND).values_list("row_id", flat=True)) == {
        row["id"] for row in before["postmortems.Postmortem"]
    }


def test_removing_twice_removes_nothing_more(real: None) -> None:
    load_demo(Actor.system())
    removing()
    before = everything()

    again = removing()

    assert (again.incidents, again.reports, again.people, again.teams, again.services) == (0, 0, 0, 0, 0)
    assert everything() == before

"""Taking the demo out: everything of it, and nothing else."""

import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import NotAllowed
from afterword.documents.models import Document, DocumentUpdate
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.assign_role import assign_role
from afterword.incidents.actions.declare import declare
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_scope import set_services
from afterword.incidents.models import Incident, Outcome, Role, Service
from afterword.incidents.searching import index, search_incidents
from afterword.people.actor import Actor
from afterword.people.models import Membership, Team, User
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from afterword.timeline.models import TimelineEntry
from afterword.transfer import erase
from afterword.transfer.actions.load_demo import load_demo
from afterword.transfer.actions.remove_demo import Removed, remove_demo
from tests.world import a_resolved_incident, an_incident, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def removing() -> Removed:
    return remove_demo(Actor.system())


def a_demo_person(name: str) -> Actor:
    return Actor.person(User.objects.get(name=name, is_demo=True))


def test_what_others_wrote_on_demo_incidents_goes_with_them_and_is_counted(ada: Actor) -> None:
    demo = Incident.objects.get(is_demo=True, is_test=True)
    add_note(ada, demo, "Tried it out")
    add_note(a_demo_person("Bo"), demo, "So did I")

    assert removing().entries_of_others == 1
    assert not TimelineEntry.objects.exists()


def test_a_real_incident_keeps_the_demo_people_it_names(ada: Actor) -> None:
    demo_ada, demo_bo = a_demo_person("Ada"), a_demo_person("Bo")
    mine = an_incident("Nobody can pay", commander=ada)
    assign_role(ada, mine, Role.objects.get(is_commander=True), user_of(demo_ada))
    add_note(demo_bo, mine, "Restarted it")
    before = list(mine.timeline.order_by("number").values())

    removed = removing()

    mine.refresh_from_db()
    assert mine.commander == user_of(demo_ada)
    assert list(mine.timeline.order_by("number").values()) == before
    assert sorted(removed.kept) == ["Ada", "Bo"]
    assert not User.objects.filter(is_demo=True, is_active=True).exists()
    assert removed.people == 2


def test_people_who_were_kept_come_back_with_the_demo(ada: Actor) -> None:
    add_note(a_demo_person("Bo"), an_incident(commander=ada), "Restarted it")
    removing()
    load_demo(Actor.system())

    assert User.objects.filter(is_demo=True, is_active=True).count() == 4


def test_services_and_teams_in_use_become_real(ada: Actor) -> None:
    service, platform = Service.objects.get(name="ci.jenkins.io"), Team.objects.get(name="Platform")
    set_services(ada, an_incident(commander=ada), [service])
    Membership.objects.create(team=platform, user=user_of(ada))

    removing()

    assert [(each.name, each.is_demo) for each in Service.objects.all()] == [("ci.jenkins.io", False)]
    assert [(each.name, each.is_demo) for each in Team.objects.all()] == [("Platform", False)]
    assert [each.user for each in platform.memberships.all()] == [user_of(ada)]


def test_a_report_that_also_covers_a_real_incident_stays(ada: Actor) -> None:
    demo, mine = Incident.objects.get(is_demo=True, is_test=True), a_resolved_incident(by=ada)
    report = start(ada, [demo, mine])
    updates = DocumentUpdate.objects.filter(document=report.document).count()

    removing()

    kept = Postmortem.objects.get()
    assert (kept.pk, kept.is_demo) == (report.pk, False)
    assert [each.pk for each in kept.incidents.all()] == [mine.pk]
    assert DocumentUpdate.objects.filter(document=kept.document).count() == updates
    assert Document.objects.count() == 1


def test_a_real_incident_that_was_a_duplicate_of_a_demo_one_stays_over(ada: Actor) -> None:
    demo = Incident.objects.get(is_demo=True, status__category="active")
    mine = resolve(ada, an_incident(commander=ada), Ending(outcome=Outcome.DUPLICATE, duplicate_of=demo))

    removing()

    mine.refresh_from_db()
    assert (mine.duplicate_of, mine.outcome, mine.is_open) == (None, Outcome.DUPLICATE, False)


def test_it_is_no_longer_found(ada: Actor) -> None:
    index(Incident.objects.get(is_demo=True, title="Websites are down"))
    assert search_incidents(ada, "Websites")

    removing()

    assert not search_incidents(ada, "Websites")


def test_it_goes_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase, "AT_ONCE", 3)
    removing()

    assert not Incident.objects.exists()
    assert not TimelineEntry.objects.exists()
    assert not Document.objects.exists()


def test_new_incidents_go_on_with_the_next_number(ada: Actor) -> None:
    removing()

    assert declare(ada, title="Nobody can pay").number == 114


def test_it_leaves_a_word_in_the_audit_trail() -> None:
    removing()

    assert AuditEntry.objects.get(action="demo.removed").data["incidents"] == 113


def test_only_administrators_remove_it(bo: Actor) -> None:
    with pytest.raises(NotAllowed):
        remove_demo(bo)
    assert Incident.objects.exists()

from collections.abc import Callable
from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.core.ids import new_id
from afterword.core.jobs.claim import claim
from afterword.core.jobs.models import Job
from afterword.core.jobs.run import run
from afterword.core.models import SearchText
from afterword.core.search import put
from afterword.incidents import searching
from afterword.incidents.actions.describe import rename, set_root_cause, set_summary
from afterword.incidents.actions.edit_note import edit_note
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.actions.set_scope import set_services, set_test
from afterword.incidents.listing import IncidentFilter, find_incidents
from afterword.incidents.models import Incident
from afterword.incidents.searching import BURST, reindex_all, search_incidents
from afterword.people.actor import Actor
from tests.world import a_note, a_service, an_incident


def work() -> int:
    """Run every job that is due once the burst is over; how many refreshed an incident."""
    refreshed = 0
    with clock.later(BURST):
        while job := claim("a worker", timedelta(minutes=1)):
            refreshed += job.task == searching.TASK
            assert run(job)
    return refreshed


def found(actor: Actor, words: str) -> list[Incident]:
    return list(find_incidents(actor, IncidentFilter(words=words)))


def test_everything_people_wrote_is_found(ada: Actor) -> None:
    incident = an_incident("Checkout is down", summary="Carts stay empty", services=(a_service("Basket"),))
    an_incident("Something else")
    set_root_cause(ada, incident, "An index was dropped")
    add_impact(ada, incident, "Nobody could pay")
    post_update(ada, incident, "Restoring the replica")
    a_note(incident, "**Rolled back** to 4.2")
    a_note(incident, "北京用户支付失败")
    work()

    for words in (incident.reference, str(incident.number), "checkout down", "carts", "dropped", "basket", "nobody pay",
                  "replica", "rolled 4.2", "支付失败", "empty restoring index"):  # fmt: skip
        assert found(ada, words) == [incident], words


CHANGES: list[tuple[str, str, Callable[[Actor, Incident], object]]] = [
    ("checkout", "search", lambda ada, incident: rename(ada, incident, "Search is down")),
    ("carts", "nothing", lambda ada, incident: set_summary(ada, incident, "Nothing is found")),
    ("basket", "lookup", lambda ada, incident: set_services(ada, incident, [a_service("Lookup")])),
    ("printer", "toaster", lambda ada, incident: edit_note(ada, incident, 2, text="It is the toaster")),
]


@pytest.mark.parametrize(("before", "after", "change"), CHANGES)
def test_each_change_replaces_what_was_found_before(
    before: str, after: str, change: Callable[[Actor, Incident], object], ada: Actor
) -> None:
    incident = an_incident("Checkout is down", summary="Carts stay empty", services=(a_service("Basket"),))
    a_note(incident, "It is the printer")
    work()
    assert found(ada, before) == [incident]

    change(ada, incident)
    work()

    assert found(ada, before) == []
    assert found(ada, after) == [incident]


def test_a_burst_of_notes_costs_one_refresh(ada: Actor) -> None:
    incident = an_incident()
    other = an_incident("Another one")
    for number in range(50):
        a_note(incident, f"note{number}")

    assert Job.objects.open().filter(task=searching.TASK).count() == 2
    assert work() == 2
    assert found(ada, "note0 note49") == [incident]
    assert found(ada, "another") == [other]


def test_a_change_that_moves_no_words_asks_for_nothing(ada: Actor) -> None:
    incident = an_incident()
    work()
    incident.refresh_from_db()
    set_test(ada, incident, is_test=True)

    assert not Job.objects.open().filter(task=searching.TASK).exists()


def test_the_newest_of_an_endless_timeline_is_found(ada: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "BODY_LENGTH", 200)
    monkeypatch.setattr(searching, "_ENTRIES_AT_ONCE", 3)
    incident = an_incident()
    for number in range(30):
        a_note(incident, f"note{number} {'x' * 20}")
    work()

    assert found(ada, "note29") == found(ada, "note24") == [incident]
    assert found(ada, "note3") == []


def test_running_twice_changes_nothing_and_a_gone_incident_is_forgotten(ada: Actor) -> None:
    incident = an_incident("Checkout is down")
    searching.index_later(str(incident.pk))
    searching.index_later(str(incident.pk))

    assert found(ada, "checkout") == [incident]

    gone = new_id()
    put(searching.KIND, gone, "Gone", "")
    searching.index_later(str(gone))

    assert not SearchText.objects.filter(row_id=gone).exists()


def test_a_private_incident_is_found_by_those_who_may_see_it(ada: Actor, bo: Actor, di: Actor) -> None:
    secret = an_incident("Keys leaked", commander=ada, is_private=True)
    work()

    assert found(ada, "keys") == [secret]
    assert found(bo, "keys") == found(di, "keys") == []
    assert [each.incident for each in search_incidents(ada, "keys")] == [secret]
    assert search_incidents(bo, "keys") == search_incidents(bo, secret.reference) == []


def test_the_best_match_comes_first_with_the_place_where_it_stands(ada: Actor) -> None:
    noted = an_incident("Mail is late")
    a_note(noted, "Perhaps the checkout sends too much")
    titled = an_incident("Checkout is down")
    work()

    hits = search_incidents(ada, "checkout")

    assert [hit.incident for hit in hits] == [titled, noted]
    assert hits[1].snippet == "Perhaps the checkout sends too much"
    assert [hit.incident for hit in search_incidents(ada, "checkout", limit=1)] == [titled]


@pytest.mark.parametrize("typed", ["INC-{}", "inc-{}", "#{}", " {} "])
def test_a_number_goes_straight_to_its_incident(typed: str, ada: Actor) -> None:
    incident = an_incident("Checkout is down")
    other = an_incident(f"Follow-up of INC-{incident.number}")
    work()

    assert [hit.incident for hit in search_incidents(ada, typed.format(incident.number))] == [incident, other]


def test_a_number_is_found_before_the_index_knows_it(ada: Actor) -> None:
    incident = an_incident("Checkout is down")

    assert [hit.incident for hit in search_incidents(ada, incident.reference)] == [incident]
    assert search_incidents(ada, "999999999999999999") == search_incidents(ada, "INC-0") == []


def test_indexing_everything_anew_mends_what_was_lost_and_forgets_what_is_gone(
    ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_INCIDENTS_AT_ONCE", 2)
    incidents = [an_incident(f"Disk {number}") for number in range(5)]
    put(searching.KIND, new_id(), "Disk gone", "")
    told: list[int] = []

    assert reindex_all(told.append) == 5

    assert told == [2, 4, 5]
    assert set(found(ada, "disk")) == set(incidents)
    assert SearchText.objects.count() == 5


def test_the_rows_of_another_kind_do_not_answer(ada: Actor) -> None:
    incident = an_incident("Checkout is down")
    put("postmortem", incident.pk, "Printer", "")

    assert found(ada, "printer") == []

import pytest

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.communications import (
    Told,
    change_communication,
    log_communication,
    remove_communication,
)
from afterword.incidents.communication_log import reach_of
from afterword.incidents.kinds import CommunicationChanged, CommunicationLogged, CommunicationRemoved
from tests.world import an_incident, utc

MAIL = Told("We are sorry.", audience="outside", channel="email", to_whom="All customers", people_count=1200)


def test_what_was_told_is_kept_with_its_time_and_stands_on_the_timeline(ada):
    with clock.at(utc("2026-03-02 14:00")):
        incident = an_incident(commander=ada)
        at = utc("2026-03-02 13:00")
        logged = log_communication(ada, incident, Told("Looking into it", told_at=at))
        log_communication(ada, incident, MAIL)

    first, second = incident.timeline.of_kind(CommunicationLogged).oldest_first()
    assert (logged.told_at, first.occurred_at) == (at, at)
    assert first.sentence() == "told people inside (Chat)"
    assert second.sentence() == "told All customers (E-mail)"


def test_a_viewer_logs_what_support_told_and_corrects_only_that(cy, ada):
    incident = an_incident(commander=ada)
    own = log_communication(cy, incident, Told("We know", channel="support"))
    others = log_communication(ada, incident, MAIL)

    change_communication(cy, own, Told("We know of it", channel="support"))
    change_communication(cy, own, Told("We know of it", channel="support"))

    assert incident.timeline.of_kind(CommunicationChanged).count() == 1
    with pytest.raises(NotAllowed):
        change_communication(cy, others, MAIL)
    with pytest.raises(NotAllowed):
        remove_communication(cy, others)


def test_taking_out_is_remembered_and_happens_once(ada):
    incident = an_incident(commander=ada)
    logged = log_communication(ada, incident, MAIL)

    remove_communication(ada, logged)

    assert incident.timeline.of_kind(CommunicationRemoved).count() == 1
    with pytest.raises(NotFound):
        remove_communication(ada, logged)


def test_two_people_correcting_one_entry_are_told(ada, bo):
    incident = an_incident(commander=ada)
    logged = log_communication(ada, incident, MAIL)
    incident.refresh_from_db()
    seen = incident.timeline_head
    change_communication(bo, logged, Told("Bo's words"), since=seen)

    with pytest.raises(Conflict, match="changed this while you were writing"):
        change_communication(ada, logged, Told("Ada's words"), since=seen)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Told(" "), "message"),
        (Told("x" * 10_001), "message"),
        (Told("Hello", audience="nobody"), "audience"),
        (Told("Hello", channel="pigeon"), "channel"),
        (Told("Hello", to_whom="x" * 201), "to_whom"),
        (Told("Hello", people_count=-1), "people_count"),
        (Told("Hello", people_count=2**40), "people_count"),
        (Told("Hello", told_at=utc("2126-03-02 14:30")), "told_at"),
    ],
)
def test_what_can_not_be_is_refused_with_its_field(ada, told, field):
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid) as refusal:
        log_communication(ada, incident, told)

    assert list(refusal.value.fields) == [field]
    assert not incident.communications.exists()


def test_the_reach_sums_only_what_is_known(ada):
    incident = an_incident(commander=ada)
    unknown = reach_of([log_communication(ada, incident, Told("Hi", audience="outside", channel="social"))])
    known = reach_of([log_communication(ada, incident, MAIL), log_communication(ada, incident, MAIL)])

    assert (unknown.is_mail_sent, unknown.customers_told) == (False, None)
    assert (known.is_mail_sent, known.is_support_told, known.customers_told) == (True, False, 2400)

from datetime import date

import pytest
from django.utils import timezone

from afterword.core import clock
from afterword.incidents.actions.complete import complete_without_postmortem
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.owed import due_on, newest_owed
from tests.world import an_incident, sev, utc


@pytest.mark.parametrize(
    ("resolved", "due"),
    [
        ("2026-03-02 12:00", date(2026, 3, 5)),  # Monday, three working days
        ("2026-03-05 12:00", date(2026, 3, 10)),  # Thursday, over the weekend
        ("2026-03-07 12:00", date(2026, 3, 11)),  # Saturday
        ("2026-03-02 23:30", date(2026, 3, 6)),  # Tuesday already where the reader is
    ],
)
def test_the_day_counts_working_days_in_the_readers_zone(ada: Actor, resolved: str, due: date) -> None:
    with clock.at(utc(resolved)):
        incident = resolve(ada, an_incident(commander=ada, severity=sev(1)))

    with timezone.override("Europe/Berlin"):
        assert due_on(incident) == due


def test_only_what_asks_for_a_report_and_has_none_is_owed(ada: Actor, di: Actor) -> None:
    def over(title: str, level: int, *, is_private: bool = False, is_test: bool = False) -> Incident:
        incident = an_incident(title, commander=ada, severity=sev(level), is_private=is_private, is_test=is_test)
        return resolve(ada, incident)

    owed = over("Owed", 1)
    hidden = over("Hidden", 1, is_private=True)
    over("A scratch", 4)
    over("A drill", 1, is_test=True)
    an_incident("Open", commander=ada, severity=sev(1))
    start(ada, [over("Written", 1)])
    complete_without_postmortem(ada, over("Closed", 1), because="Known")

    assert [each.incident for each in newest_owed(ada, limit=9)] == [hidden, owed]
    assert [each.incident for each in newest_owed(di, limit=9)] == [owed]


@pytest.mark.parametrize("outcome", ["false_alarm", "cancelled"])
def test_what_turned_out_to_be_nothing_owes_nothing(ada: Actor, outcome: str) -> None:
    resolve(ada, an_incident(commander=ada, severity=sev(1)), Ending(outcome=outcome, reason="A wrong alert"))

    assert newest_owed(ada, limit=9) == []


def test_imported_history_owes_nothing_here(ada: Actor) -> None:
    incident = resolve(ada, an_incident(commander=ada, severity=sev(1)))
    Incident.objects.filter(pk=incident.pk).update(source_key="elsewhere:7")

    assert newest_owed(ada, limit=9) == []

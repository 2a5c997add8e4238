from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterword.core import clock
from afterword.incidents.actions.declare import ImpactDraft
from afterword.incidents.actions.impacts import ImpactFigures, add_impact
from afterword.incidents.actions.objectives import Promise, add_objective
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.budgets import Span, budget_at, budget_seconds
from afterword.incidents.downtime import budgets_now, budgets_of_incident
from afterword.incidents.models import Incident, Outcome, Service
from afterword.people.actor import Actor
from tests.world import a_service, an_incident, utc

END = utc("2026-03-31 00:00")
MONTH = timedelta(days=30)
THREE_NINES = Decimal("99.9")


def minutes(start: int, length: int) -> Span:
    """That long, so many minutes before the end of the window."""
    begin = END - timedelta(minutes=start)
    return (begin, begin + timedelta(minutes=length))


def test_three_nines_over_thirty_days_allow_43_minutes_and_12_seconds() -> None:
    assert budget_seconds(THREE_NINES, MONTH) == pytest.approx(43.2 * 60)


def test_a_budget_in_figures() -> None:
    budget = budget_at(END, THREE_NINES, MONTH, [minutes(100, 20), minutes(90, 20)], [minutes(100, 20)])

    assert (budget.downtime_seconds, budget.own_seconds) == (30 * 60, 20 * 60)
    assert budget.consumed == pytest.approx(100 * 30 / 43.2)
    assert budget.left_seconds == pytest.approx(13.2 * 60)
    assert budget.availability == pytest.approx(100 - 100 * 30 / 43200)
    assert (budget.state, budget.over_seconds) == ("good", 0)


def test_a_budget_that_did_not_suffice() -> None:
    budget = budget_at(END, THREE_NINES, MONTH, [minutes(100, 60)])

    assert (budget.state, budget.left_seconds) == ("exhausted", 0)
    assert budget.over_seconds == pytest.approx(16.8 * 60)


spans = st.lists(
    st.tuples(st.integers(-500, 50_000), st.integers(0, 5_000)).map(lambda each: minutes(*each)), max_size=12
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(spans, spans)
def test_downtime_is_a_union_within_the_window(some: list[Span], others: list[Span]) -> None:
    def down(*all_of: Span) -> int:
        return budget_at(END, THREE_NINES, MONTH, all_of).downtime_seconds

    assert 0 <= down(*some) <= min(MONTH.total_seconds(), sum((b - a).total_seconds() for a, b in some))
    assert max(down(*some), down(*others)) <= down(*some, *others) <= down(*some) + down(*others)
    assert down(*some, *some) == down(*some)


def promised(di: Actor, *names: str) -> list[Service]:
    for name in names:
        add_objective(di, a_service(name), Promise("Availability", THREE_NINES))
    return list(Service.objects.filter(name__in=names).with_promises())


def down(actor: Actor, services: list[Service]) -> dict[str, int]:
    return {each.service.name: each.budget.downtime_seconds // 60 for each in budgets_now(actor, services, clock.now())}


def test_an_impact_counts_for_the_services_it_hits_else_for_all_of_the_incident(ada: Actor, di: Actor) -> None:
    services = promised(di, "Checkout", "Search")
    checkout = services[0]
    with clock.at(END):
        incident = an_incident(commander=ada, services=tuple(services))
        add_impact(ada, incident, "All", started_at=minutes(30, 0)[0], ended_at=minutes(20, 0)[0])
        hit = ImpactFigures(services=(checkout,))
        add_impact(ada, incident, "Some", started_at=minutes(25, 0)[0], ended_at=minutes(5, 0)[0], figures=hit)
        add_impact(ada, incident, "Little", started_at=minutes(300, 0)[0], is_downtime=False)

        assert down(ada, services) == {"Checkout": 25, "Search": 10}


def test_running_impacts_last_until_now_and_old_ones_leave_the_window(ada: Actor, di: Actor) -> None:
    services = promised(di, "Checkout")
    with clock.at(END):
        incident = an_incident(commander=ada, services=tuple(services))
        add_impact(ada, incident, "No payments", started_at=minutes(30, 0)[0])

        assert down(ada, services) == {"Checkout": 30}
    with clock.at(END + timedelta(minutes=10)):
        assert down(ada, services) == {"Checkout": 40}
        resolve(ada, incident)
    with clock.at(END + MONTH):
        assert down(ada, services) == {"Checkout": 10}
    with clock.at(END + 2 * MONTH):
        assert down(ada, services) == {"Checkout": 0}


def test_tests_false_alarms_and_what_one_can_not_see_do_not_count(ada: Actor, bo: Actor, di: Actor) -> None:
    services = promised(di, "Checkout")
    began = minutes(30, 0)[0]

    def declared(*, is_test: bool = False, is_private: bool = False) -> Incident:
        draft = ImpactDraft("No payments", began)
        named = tuple(services)
        return an_incident(commander=ada, services=named, impact=draft, is_test=is_test, is_private=is_private)

    with clock.at(END):
        declared(is_test=True)
        resolve(ada, declared(), Ending(outcome=Outcome.FALSE_ALARM))
        assert down(ada, services) == {"Checkout": 0}
        declared(is_private=True)

        assert (down(ada, services), down(bo, services)) == ({"Checkout": 30}, {"Checkout": 0})


def test_what_one_incident_consumed_and_what_was_left_at_its_end(ada: Actor, di: Actor) -> None:
    services = promised(di, "Checkout")
    with clock.at(END):
        first, second = (an_incident(commander=ada, services=tuple(services)) for _ in range(2))
        add_impact(ada, first, "No payments", started_at=minutes(60, 0)[0], ended_at=minutes(40, 0)[0])
        add_impact(ada, second, "Again", started_at=minutes(30, 0)[0])

        [of_first] = budgets_of_incident(ada, first, services, list(first.impacts.all()), clock.now())
        [of_second] = budgets_of_incident(ada, second, services, list(second.impacts.all()), clock.now())

    assert of_first.budget.own_seconds == 20 * 60
    assert of_first.budget.left_seconds == pytest.approx(23.2 * 60)
    assert (of_second.budget.own_seconds, of_second.budget.downtime_seconds) == (30 * 60, 50 * 60)
    assert of_second.budget.state == "exhausted"

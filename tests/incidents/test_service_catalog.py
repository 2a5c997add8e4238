from decimal import Decimal

import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.objectives import (
    Promise,
    add_objective,
    change_objective,
    retire_objective,
    revive_objective,
)
from afterword.incidents.actions.service_catalog import (
    ServiceFacts,
    add_service,
    change_service,
    retire_service,
    revive_service,
)
from afterword.incidents.actions.service_links import add_service_link, remove_service_link
from afterword.incidents.models import Objective, Service
from afterword.people.actor import Actor
from tests.world import a_service, a_team

AVAILABLE = Promise("Availability", Decimal("99.9"))


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("action", flat=True))


def test_a_service_from_first_to_last(di: Actor) -> None:
    team = a_team("Payments")

    service = add_service(di, ServiceFacts("  Check  out "))
    facts = ServiceFacts("Checkout", "Takes the money.", team, 1)
    change_service(di, service, facts)
    change_service(di, service, facts)
    retire_service(di, service)
    retire_service(di, service)
    revive_service(di, service)

    kept = Service.objects.get()
    assert (ServiceFacts.of(kept), kept.retired_at) == (facts, None)
    assert actions() == ["service.added", "service.changed", "service.retired", "service.revived"]


def test_two_who_describe_it_at_once_notice_each_other(di: Actor) -> None:
    service = a_service("Checkout")
    seen = ServiceFacts.of(service).mark
    change_service(di, service, ServiceFacts("Checkout", "Takes money."), seen=seen)

    with pytest.raises(Conflict):
        change_service(di, service, ServiceFacts("Checkout", "Something else."), seen=seen)
    change_service(di, service, ServiceFacts("Checkout", "Takes money."), seen=seen)

    assert Service.objects.get().description == "Takes money."


def test_the_leads_of_the_owner_look_after_it_and_nobody_else(ada: Actor, bo: Actor, di: Actor) -> None:
    service = a_service("Checkout", a_team("Payments", bo, lead=ada))

    objective = add_objective(ada, service, AVAILABLE)
    change_service(ada, service, ServiceFacts("Checkout", "Takes money.", service.owner))

    for attempt in (
        lambda: change_service(bo, service, ServiceFacts("Mine")),
        lambda: retire_service(bo, service),
        lambda: add_service_link(bo, service, url="https://example.com"),
        lambda: add_objective(bo, service, AVAILABLE),
        lambda: retire_objective(bo, objective),
        lambda: add_service(ada, ServiceFacts("Another")),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_links_are_kept_once_and_removed(di: Actor) -> None:
    service = a_service()

    link = add_service_link(di, service, url="https://grafana.example.com/d/1", title="Errors", kind="dashboard")
    add_service_link(di, service, url="https://grafana.example.com/d/1")
    remove_service_link(di, link)
    remove_service_link(di, link)

    assert actions() == ["service.link_added", "service.link_removed"]
    with pytest.raises(Invalid):
        add_service_link(di, service, url="javascript:alert(1)")


def test_an_objective_from_first_to_last(di: Actor) -> None:
    objective = add_objective(di, a_service(), AVAILABLE)

    promised = Promise("Availability", Decimal("99.95"), 90, "sla")
    seen = AVAILABLE.mark
    change_objective(di, objective, promised, seen=seen)
    change_objective(di, objective, promised, seen=seen)
    with pytest.raises(Conflict):
        change_objective(di, objective, AVAILABLE, seen=seen)
    retire_objective(di, objective)
    retire_objective(di, objective)
    assert Objective.objects.get().retired_at
    revive_objective(di, objective)

    kept = Objective.objects.get()
    assert (Promise.of(kept), kept.retired_at) == (promised, None)
    assert actions() == ["objective.added", "objective.changed", "objective.retired", "objective.revived"]


@pytest.mark.parametrize(
    ("promise", "field"),
    [
        (Promise("", Decimal(99)), "name"),
        (Promise("availability", Decimal(99)), "name"),
        (Promise("x", Decimal(0)), "target"),
        (Promise("x", Decimal(100)), "target"),
        (Promise("x", Decimal("NaN")), "target"),
        (Promise("x", Decimal("99.99999")), "target"),
        (Promise("x", Decimal(99), 0), "window_days"),
        (Promise("x", Decimal(99), 400), "window_days"),
        (Promise("x", Decimal(99), 30, "ola"), "kind"),
    ],
)
def test_promises_that_can_not_be(di: Actor, promise: Promise, field: str) -> None:
    service = a_service()
    add_objective(di, service, AVAILABLE)

    with pytest.raises(Invalid) as refused:
        add_objective(di, service, promise)

    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (ServiceFacts(" "), "name"),
        (ServiceFacts("x" * 81), "name"),
        (ServiceFacts("CHECKOUT"), "name"),
        (ServiceFacts("Search", "x" * 2001), "description"),
        (ServiceFacts("Search", tier=5), "tier"),
    ],
)
def test_facts_that_can_not_be(di: Actor, facts: ServiceFacts, field: str) -> None:
    a_service("Checkout")

    with pytest.raises(Invalid) as refused:
        add_service(di, facts)

    assert list(refused.value.fields) == [field]

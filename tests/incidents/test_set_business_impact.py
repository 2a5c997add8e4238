from dataclasses import replace
from decimal import Decimal

import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.set_business_impact import BusinessFigures, set_business_impact
from afterword.incidents.kinds import BusinessImpactChanged
from afterword.incidents.models import BusinessImpact
from afterword.people.actor import Actor
from tests.world import an_incident

LOSS = BusinessFigures(currency="eur", revenue_lost=Decimal("18500.50"), support_tickets=42)


def test_it_is_kept_once_and_told_with_before_and_after(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    set_business_impact(ada, incident, LOSS)
    set_business_impact(ada, incident, LOSS)
    set_business_impact(ada, incident, replace(LOSS, support_tickets=50, executives_involved=False))

    kept = BusinessImpact.objects.get(incident=incident)
    assert (kept.currency, kept.revenue_lost, kept.support_tickets) == ("EUR", Decimal("18500.50"), 50)
    _, second = incident.timeline.of_kind(BusinessImpactChanged).order_by("number")
    assert second.data["facts"] == [
        {"fact": "support_tickets", "before": "42", "after": "50"},
        {"fact": "executives_involved", "before": "", "after": "no"},
    ]


def test_two_who_write_at_once_notice_each_other(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    set_business_impact(bo, incident, LOSS)

    with pytest.raises(Conflict):
        set_business_impact(ada, incident, BusinessFigures(complaints=3), since=incident.timeline_head)

    assert BusinessImpact.objects.get().complaints is None


@pytest.mark.parametrize(
    ("name", "value", "at"),
    [
        ("revenue_lost", Decimal(-1), "revenue_lost"),
        ("revenue_lost", Decimal("NaN"), "revenue_lost"),
        ("revenue_lost", Decimal("1E30"), "revenue_lost"),
        ("revenue_lost", Decimal("0.001"), "revenue_lost"),
        ("potential_loss", Decimal("Infinity"), "potential_loss"),
        ("currency", "EURO", "currency"),
        ("currency", "12€", "currency"),
        ("currency", "", "currency"),
        ("support_tickets", -1, "support_tickets"),
        ("complaints", 10**10, "complaints"),
        ("nps_change", Decimal(-201), "nps_change"),
        ("engineering_hours", Decimal(-1), "engineering_hours"),
        ("revenue_method", "x" * 2001, "revenue_method"),
    ],
)
def test_what_can_not_be_is_refused_beside_its_field(ada: Actor, name: str, value: object, at: str) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid) as refused:
        set_business_impact(ada, incident, replace(LOSS, **{name: value}))  # type: ignore[arg-type]

    assert list(refused.value.fields) == [at]
    assert not BusinessImpact.objects.exists()


def test_an_outsider_may_not(ada: Actor, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        set_business_impact(cy, an_incident(commander=ada), LOSS)

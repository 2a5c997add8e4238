from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.incidents.actions.impacts import NOTHING_COUNTED, ImpactFigures, add_impact, edit_impact
from afterword.incidents.kinds import ImpactAdded, ImpactChanged, ServicesChanged
from afterword.incidents.models import Experience, Impact, Incident
from afterword.people.actor import Actor
from afterword.timeline.registry import Happening
from tests.world import a_service, an_incident

KNOWN = ImpactFigures(
    users_affected=1240, users_percent=Decimal("3.2"), geography=" EU,  Brazil ", failed_requests=12_400
)


def told(incident: Incident, kind: type[Happening]) -> set[tuple[str, str, str]]:
    facts = incident.timeline.of_kind(kind).get().data["facts"]
    return {(fact["fact"], fact["before"], fact["after"]) for fact in facts}


def corrected(actor: Actor, impact: Impact, figures: ImpactFigures | None) -> Impact:
    return edit_impact(
        actor, impact, description=impact.description, started_at=impact.started_at, ended_at=impact.ended_at,
        is_downtime=impact.is_downtime, figures=figures,
    )  # fmt: skip


def test_figures_are_kept_and_told(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    add_impact(ada, incident, "No payments", figures=KNOWN)

    impact = incident.impacts.get()
    assert (impact.users_affected, impact.users_percent, impact.geography) == (1240, Decimal("3.2"), "EU, Brazil")
    assert told(incident, ImpactAdded) == {
        ("users_affected", "", "1240"),
        ("users_percent", "", "3.2"),
        ("geography", "", "EU, Brazil"),
        ("failed_requests", "", "12400"),
    }


@pytest.mark.parametrize(("name", "expected"), [("Complete outage", True), ("Hardly noticeable", False)])
def test_the_experience_says_whether_it_is_downtime(ada: Actor, name: str, expected: bool) -> None:
    incident = an_incident(commander=ada)
    figures = ImpactFigures(experience=Experience.objects.get(name=name))

    assert add_impact(ada, incident, "Slow", figures=figures).is_downtime is expected
    assert add_impact(ada, incident, "Slow", figures=figures, is_downtime=not expected).is_downtime is not expected


def test_a_service_that_is_hit_is_one_of_the_incidents(ada: Actor) -> None:
    checkout, search = a_service("Checkout"), a_service("Search")
    incident = an_incident(commander=ada, services=(checkout,))

    impact = add_impact(ada, incident, "No payments", figures=ImpactFigures(services=(checkout, search)))

    assert set(incident.services.all()) == set(impact.services.all()) == {checkout, search}
    assert "+ Search" in incident.timeline.of_kind(ServicesChanged).get().sentence()


def test_correcting_says_what_changed_and_the_same_again_nothing(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    impact = add_impact(ada, incident, "No payments", figures=ImpactFigures(users_affected=1240))

    corrected(ada, impact, None)
    corrected(ada, impact, ImpactFigures(users_affected=1240))
    assert not incident.timeline.of_kind(ImpactChanged).exists()

    corrected(ada, impact, ImpactFigures(users_affected=0, users_percent=Decimal("0.00")))
    assert told(incident, ImpactChanged) == {("users_affected", "1240", "0"), ("users_percent", "", "0")}
    assert incident.impacts.get().users_affected == 0


def test_what_is_retired_stays_and_is_not_chosen_anew(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    figures = ImpactFigures(experience=Experience.objects.get(name="Degraded"), services=(a_service(),))
    impact = add_impact(ada, incident, "Slow payments", figures=figures)
    for row in (figures.experience, *figures.services):
        assert row
        row.retired_at = clock.now()
        row.save()

    kept = ImpactFigures(experience=figures.experience, services=figures.services, users_affected=3)
    assert corrected(ada, impact, kept).users_affected == 3
    for refused in (ImpactFigures(experience=figures.experience), ImpactFigures(services=figures.services)):
        with pytest.raises(Invalid):
            add_impact(ada, incident, "Another", figures=refused)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("users_affected", -1),
        ("users_affected", 10**16),
        ("users_percent", Decimal("100.01")),
        ("users_percent", Decimal(-1)),
        ("users_percent", Decimal("NaN")),
        ("users_percent", Decimal("1E30")),
        ("users_percent", Decimal("1.23456")),
        ("failed_requests", -5),
        ("geography", "x" * 301),
    ],
)
def test_figures_that_can_not_be_are_refused_beside_their_field(ada: Actor, name: str, value: object) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid) as refused:
        add_impact(ada, incident, "No payments", figures=replace(NOTHING_COUNTED, **{name: value}))  # type: ignore[arg-type]

    assert list(refused.value.fields) == [name]
    assert not incident.impacts.exists()


def test_taking_all_figures_back(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    began = clock.now() - timedelta(minutes=5)
    impact = add_impact(ada, incident, "No payments", started_at=began, figures=KNOWN)

    assert corrected(ada, impact, NOTHING_COUNTED).users_affected is None
    assert {after for _, _, after in told(incident, ImpactChanged)} == {""}

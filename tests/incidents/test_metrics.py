from dataclasses import dataclass
from datetime import datetime
from typing import Any

from afterword.incidents.metrics import impact_duration, metrics_of
from tests.world import utc


@dataclass
class Felt:
    started_at: datetime
    ended_at: datetime | None
    is_downtime: bool = True


@dataclass
class Known:
    """An incident as far as it is measured."""

    started_at: datetime
    detected_at: datetime | None
    declared_at: datetime
    acknowledged_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None
    start_is_estimated: bool = False


def an_hour_of_trouble(**other: Any) -> Known:
    """Started at noon, resolved at two, unless told otherwise."""
    times = {"started": "12:00", "detected": "12:08", "declared": "12:10", "acknowledged": "12:12",
             "mitigated": "13:08", "resolved": "14:00"}  # fmt: skip
    known: dict[str, Any] = {f"{name}_at": utc(f"2026-03-02 {clock}") for name, clock in times.items()}
    return Known(**(known | other))


def seconds(incident: Known, now: str = "2026-03-02 15:00") -> dict[str, int | None]:
    return {each.key: each.seconds for each in metrics_of(incident, [], utc(now))}


def test_every_length_follows_its_formula() -> None:
    assert seconds(an_hour_of_trouble()) == {
        "impact_duration": None,
        "incident_duration": 2 * 3600,
        "time_to_detect": 8 * 60,
        "time_to_acknowledge": 4 * 60,
        "time_to_mitigate": 3600,
        "time_to_resolve": 52 * 60 + 3600,
    }


def test_an_open_incident_runs_until_now() -> None:
    metric = metrics_of(an_hour_of_trouble(resolved_at=None), [], utc("2026-03-02 12:30"))[1]

    assert (metric.key, metric.seconds, metric.is_running) == ("incident_duration", 1800, True)


def test_impacts_at_the_same_time_count_once() -> None:
    felt = [
        Felt(utc("2026-03-02 12:00"), utc("2026-03-02 12:30")),
        Felt(utc("2026-03-02 12:10"), utc("2026-03-02 12:20")),
        Felt(utc("2026-03-02 12:25"), utc("2026-03-02 12:40")),
        Felt(utc("2026-03-02 13:00"), utc("2026-03-02 13:05")),
        Felt(utc("2026-03-02 10:00"), utc("2026-03-02 18:00"), is_downtime=False),
    ]

    assert impact_duration(felt, utc("2026-03-02 19:00")).seconds == 45 * 60


def test_a_running_impact_lasts_until_now() -> None:
    metric = impact_duration([Felt(utc("2026-03-02 12:00"), None)], utc("2026-03-02 12:15"))

    assert (metric.seconds, metric.is_running) == (900, True)


def test_a_surprising_order_is_left_out_and_said() -> None:
    metrics = {
        each.key: each
        for each in metrics_of(an_hour_of_trouble(detected_at=utc("2026-03-02 11:00")), [], utc("2026-03-03 00:00"))
    }

    assert metrics["time_to_detect"].seconds is None
    assert "before" in metrics["time_to_detect"].warning


def test_an_estimated_start_marks_what_is_measured_from_it() -> None:
    metrics = metrics_of(an_hour_of_trouble(start_is_estimated=True), [], utc("2026-03-03 00:00"))

    assert [each.key for each in metrics if each.is_estimated] == ["incident_duration", "time_to_detect"]

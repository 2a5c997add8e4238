"""The sum of the responders' times."""

from datetime import datetime
from uuid import UUID, uuid4

from afterword.incidents.engineering_hours import engineering_seconds, engineering_time
from afterword.incidents.models import Responder
from tests.world import utc

ADA, BO = uuid4(), uuid4()
NOON, ONE, TWO, THREE = (utc(f"2026-03-02 {hour}:00") for hour in (12, 13, 14, 15))


def stint(who: UUID, joined_at: datetime, left_at: datetime | None = None) -> Responder:
    return Responder(user_id=who, joined_at=joined_at, left_at=left_at)


def hours(*stints: Responder, now: datetime = THREE, resolved_at: datetime | None = None) -> float:
    return engineering_seconds(stints, now=now, resolved_at=resolved_at) / 3600


def test_people_add_up_but_two_roles_at_once_count_once() -> None:
    assert hours(stint(ADA, NOON, TWO), stint(BO, ONE, TWO)) == 3
    assert hours(stint(ADA, NOON, TWO), stint(ADA, ONE, THREE)) == 3
    assert hours(stint(ADA, NOON, ONE), stint(ADA, TWO, THREE)) == 2


def test_a_running_stint_counts_to_now_and_none_beyond_the_end() -> None:
    assert hours(stint(ADA, NOON)) == 3
    assert hours(stint(ADA, NOON), resolved_at=ONE) == 1
    assert hours(stint(ADA, NOON, THREE), stint(BO, TWO), resolved_at=ONE) == 1


def test_whoever_joins_after_the_clock_adds_nothing() -> None:
    assert hours(stint(ADA, THREE), now=TWO) == 0


def test_it_is_so_far_until_it_is_resolved_and_unknown_when_nobody_came() -> None:
    running = engineering_time([stint(ADA, NOON)], now=ONE, resolved_at=None)
    over = engineering_time([stint(ADA, NOON)], now=TWO, resolved_at=ONE)
    nobody = engineering_time([], now=ONE, resolved_at=None)

    assert [(each.seconds, each.is_running) for each in (running, over, nobody)] == [
        (3600, True), (3600, False), (None, False)
    ]  # fmt: skip

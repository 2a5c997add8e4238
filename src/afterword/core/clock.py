"""The only place that asks what time it is; tests and stories move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_offset = timedelta()
_frozen: datetime | None = None


def now() -> datetime:
    """This moment, in UTC."""
    return (_frozen or datetime.now(UTC)) + _offset


def is_showable(moment: datetime) -> bool:
    """Whether every time zone can show it. At both ends of the calendar an offset leads out of it."""
    return 1970 <= moment.year < 3000


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """For tests, and for retelling what happened: inside the block it is `moment`, always."""
    global _frozen
    before, _frozen = _frozen, moment
    try:
        yield
    finally:
        _frozen = before


@contextmanager
def later(by: timedelta) -> Iterator[None]:
    """For tests: inside the block the clock runs `by` ahead."""
    global _offset
    before, _offset = _offset, _offset + by
    try:
        yield
    finally:
        _offset = before

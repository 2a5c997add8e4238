"""Error budgets. Pure arithmetic; what counts as downtime is read in `downtime.py`.

The definitions are those of Google's SRE books (https://sre.google/workbook/implementing-slos/): an objective sets a
target below 100 %, and the error budget is what it leaves, 100 % − target. Here both are measured in time:

    availability = 1 − downtime / window
    budget       = (1 − target) × window          99.9 % over 30 days: 0.001 × 43,200 min = 43.2 min
    consumed     = downtime / budget
    left         = budget − downtime, never below nothing
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from afterword.incidents.metrics import union_seconds

Span = tuple[datetime, datetime]
LOW = 25  # percent of a budget from which on it is called low


def budget_seconds(target: Decimal, window: timedelta) -> float:
    """How long a service may be down in the window: (1 − target) × window. The target is in percent."""
    return float((100 - target) / 100) * window.total_seconds()


def clipped(spans: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    """The parts of the spans that lie between start and end."""
    cut = ((max(begin, start), min(until, end)) for begin, until in spans)
    return [span for span in cut if span[0] < span[1]]


@dataclass(frozen=True)
class Budget:
    """What one objective allows in a window that ends at some moment, and what became of it."""

    target: Decimal
    window: timedelta
    downtime_seconds: int
    own_seconds: int = 0  # of the one incident that is looked at; part of the downtime

    @property
    def seconds(self) -> float:
        return budget_seconds(self.target, self.window)

    @property
    def availability(self) -> float:
        """In percent: 100 × (1 − downtime / window)."""
        return 100 * (1 - self.downtime_seconds / self.window.total_seconds())

    @property
    def consumed(self) -> float:
        """In percent of the budget; more than 100 when it did not suffice."""
        return 100 * self.downtime_seconds / self.seconds

    @property
    def own(self) -> float:
        """What the one incident consumed, in percent of the budget."""
        return 100 * self.own_seconds / self.seconds

    @property
    def left_seconds(self) -> float:
        return max(0.0, self.seconds - self.downtime_seconds)

    @property
    def left(self) -> float:
        return 100 * self.left_seconds / self.seconds

    @property
    def over_seconds(self) -> float:
        """By how much it was overdrawn."""
        return max(0.0, self.downtime_seconds - self.seconds)

    @property
    def state(self) -> str:
        if self.downtime_seconds >= self.seconds:
            return "exhausted"
        return "low" if self.left <= LOW else "good"


def budget_at(
    end: datetime, target: Decimal, window: timedelta, spans: Sequence[Span], own: Sequence[Span] = ()
) -> Budget:
    """The budget of the window that ends at `end`. Two spans at once count once; what lies outside does not count."""
    start = end - window
    return Budget(target, window, union_seconds(clipped(spans, start, end)), union_seconds(clipped(own, start, end)))

"""What was found out, as plain numbers that travel from process to process and onto the page."""

from dataclasses import dataclass

GIANT_DRAFT = "draft from 10,000 entries"


@dataclass(frozen=True)
class Row:
    """One operation on one database. Times in milliseconds; ratios are to hello plus the bare statements."""

    name: str
    aim: float
    samples: int
    statements: int
    answer_bytes: int
    hello_p50: float
    raw_p50: float
    p50: float
    p99: float
    cpu: float
    ratio: float
    p99_ratio: float
    cpu_ratio: float

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.aim


@dataclass(frozen=True)
class Figures:
    """Everything measured on one database. Memory is the PSS of all three processes, in bytes."""

    database: str
    rows: list[Row]
    start_seconds: float
    fresh_bytes: int
    loaded_bytes: int
    extreme_bytes: int  # after the reports of 10,000 entries

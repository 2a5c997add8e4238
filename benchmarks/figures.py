"""What was found out, as plain numbers that travel from process to process and onto the page."""

from dataclasses import dataclass

from benchmarks.measure import Result


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

    @classmethod
    def of(cls, result: Result) -> "Row":
        return cls(
            name=result.operation.name,
            aim=result.operation.aim,
            samples=len(result.ours.times),
            statements=result.statements,
            answer_bytes=result.answer_bytes,
            hello_p50=result.hello.p50,
            raw_p50=result.raw.p50,
            p50=result.ours.p50,
            p99=result.ours.p99,
            cpu=result.ours.cpu_each,
            ratio=result.ratio,
            p99_ratio=result.p99_ratio,
            cpu_ratio=result.cpu_ratio,
        )

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

"""Hello, bare statements and the product, a few requests each in turn, round after round."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from benchmarks.figures import Row
from benchmarks.operations import Operation
from benchmarks.processes import cpu_nanoseconds
from benchmarks.raw import Driver, replay
from benchmarks.record import Recording
from benchmarks.wire import Answer, Request, Wire

HELLO = Request("GET", "/")
T = TypeVar("T")


@dataclass
class Series:
    """What one of the three took: milliseconds by round, and processor milliseconds in all."""

    rounds: list[list[float]] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def times(self) -> list[float]:
        return sorted(time for each in self.rounds for time in each)

    @property
    def medians(self) -> list[float]:
        return [statistics.median(each) for each in self.rounds]

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p99(self) -> float:
        times = self.times
        return times[min(len(times) - 1, int(len(times) * 0.99))]

    @property
    def cpu_each(self) -> float:
        return self.cpu / len(self.times)


@dataclass
class Result:
    """One operation measured, and its statements without the edges of transactions."""

    operation: Operation
    statements: int
    hello: Series = field(default_factory=Series)
    raw: Series = field(default_factory=Series)
    ours: Series = field(default_factory=Series)
    answer_bytes: int = 0

    @property
    def ratio(self) -> float:
        """The median, over all rounds, of ours to hello plus raw in that round."""
        together = zip(self.ours.medians, self.hello.medians, self.raw.medians, strict=True)
        return statistics.median(ours / (hello + raw) for ours, hello, raw in together)

    @property
    def p99_ratio(self) -> float:
        return self.ours.p99 / (self.hello.p99 + self.raw.p99)

    @property
    def cpu_ratio(self) -> float:
        return self.ours.cpu_each / (self.hello.cpu_each + self.raw.cpu_each)

    def row(self) -> Row:
        """The figures of what has been measured."""
        return Row(
            name=self.operation.name,
            aim=self.operation.aim,
            samples=len(self.ours.times),
            statements=self.statements,
            answer_bytes=self.answer_bytes,
            hello_p50=self.hello.p50,
            raw_p50=self.raw.p50,
            p50=self.ours.p50,
            p99=self.ours.p99,
            cpu=self.ours.cpu_each,
            ratio=self.ratio,
            p99_ratio=self.p99_ratio,
            cpu_ratio=self.cpu_ratio,
        )


@dataclass
class Bench:
    """The three that are compared: two servers, each behind one lasting connection, and a bare driver."""

    hello: Wire
    hello_pid: int
    raw: Driver
    ours: Wire
    ours_pid: int

    def measure(self, result: Result, recordings: Sequence[Recording], rounds: int) -> None:
        """Fill the result. The n-th request goes with the n-th recording, or they go round when only read."""
        operation = result.operation
        if operation.warms_up:
            self._round(Result(operation, result.statements), recordings, range(1))
        first = int(operation.warms_up)
        for _ in range(operation.rounds(rounds)):
            self._round(result, recordings, range(first, first + operation.per_round))
            first += operation.per_round

    def _round(self, result: Result, recordings: Sequence[Recording], numbers: range) -> None:
        hello = self.hello.bytes_of(HELLO)
        ours = [self.ours.bytes_of(result.operation.request(number)) for number in numbers]
        bare = [recordings[number % len(recordings)] for number in numbers]
        _take(result.hello, self.hello_pid, self.hello.send, [hello] * len(ours))
        _take(result.raw, os.getpid(), lambda recording: replay(self.raw, recording), bare)
        for answer in _take(result.ours, self.ours_pid, self.ours.send, ours):
            _check(answer, result.operation)
            result.answer_bytes = len(answer.body)


def _take(series: Series, pid: int, act: Callable[[Any], T], inputs: Sequence[object]) -> list[T]:
    """Do it for each input; keep how long each took, and what all cost the process that worked."""
    times, outputs = [], []
    cpu = cpu_nanoseconds(pid)
    for each in inputs:
        began = time.perf_counter_ns()
        outputs.append(act(each))
        times.append((time.perf_counter_ns() - began) / 1e6)
    series.cpu += (cpu_nanoseconds(pid) - cpu) / 1e6
    series.rounds.append(times)
    return outputs


def _check(answer: Answer, operation: Operation) -> None:
    if answer.status != operation.status:
        raise RuntimeError(f"{operation.name}: {answer.status} {answer.body[:300]!r}")

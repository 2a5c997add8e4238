"""What a check found, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    check: str
    state: State
    words: str
    remedy: str = ""


def ok(check: str, words: str) -> Finding:
    return Finding(check, State.OK, words)


def warning(check: str, words: str, remedy: str) -> Finding:
    return Finding(check, State.WARNING, words, remedy)


def problem(check: str, words: str, remedy: str) -> Finding:
    return Finding(check, State.PROBLEM, words, remedy)

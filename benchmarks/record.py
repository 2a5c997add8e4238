"""Which statements a request makes: run it in this process and write down what goes to the database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client

from benchmarks.wire import Request

_BEGINNINGS = ("BEGIN", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@dataclass(frozen=True)
class Statement:
    """As the product sends it. Neighbours that are `in_transaction` belong to one, unless one `begins` another."""

    sql: str
    params: tuple[Any, ...]
    in_transaction: bool
    begins: bool

    @property
    def is_marker(self) -> bool:
        """A transaction's edge or a savepoint, which no count should mention."""
        return self.sql.startswith(_BEGINNINGS)


Recording = list[Statement]


def record(request: Request, expected: int) -> Recording:
    """Run the request, and keep its effect. RuntimeError when the answer is not what was expected."""
    heard: Recording = []
    with connection.execute_wrapper(_listener(heard)):
        _send(request, expected)
    return heard


def _send(request: Request, expected: int) -> None:
    answer = Client(SERVER_NAME="localhost").generic(
        request.method,
        request.path,
        request.body,
        content_type="application/json",
        headers=dict(request.headers),
    )
    if answer.status_code != expected:
        raise RuntimeError(f"{request.method} {request.path}: {answer.status_code} {answer.content[:300]!r}")


def _listener(heard: Recording) -> Callable[..., Any]:
    begins = False

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal begins
        if sql.startswith("BEGIN"):
            begins = True  # SQLite; psycopg begins by itself
        else:
            for each in params if many else [params]:
                heard.append(Statement(sql, tuple(each or ()), connection.in_atomic_block, begins))
                begins = False
        return execute(sql, params, many, context)

    return listen


def statements_in(recording: Recording) -> int:
    return sum(not statement.is_marker for statement in recording)

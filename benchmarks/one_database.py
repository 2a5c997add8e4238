"""Everything on one database, in a process of its own whose environment names it.

    python -m benchmarks.one_database ROUNDS [WORD...]

With words, only the operations whose name has one of them.

Three copies of the same data: requests are recorded on the first, their statements are replayed on the second, and
the product serves the third. Prints the figures as JSON.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import django
import msgspec

django.setup()  # what follows imports models

from django.db import connection  # noqa: E402

from afterword.site.migrating import migrate  # noqa: E402
from benchmarks.figures import Figures, Row  # noqa: E402
from benchmarks.fill import Size, fill  # noqa: E402
from benchmarks.installation import Database, Server, hello_beside, product_on  # noqa: E402
from benchmarks.measure import HELLO, Bench, Result  # noqa: E402
from benchmarks.operations import Operation, operations  # noqa: E402
from benchmarks.processes import Tree  # noqa: E402
from benchmarks.raw import driver_for  # noqa: E402
from benchmarks.record import Recording, Statement, record, statements_in  # noqa: E402
from benchmarks.wire import Wire  # noqa: E402

STARTS = 3
SETTLE_SECONDS = 2.0  # after a start, before memory is read


Planned = list[tuple[Operation, list[Recording]]]


def main(rounds: int, words: Sequence[str]) -> None:
    folder, first = Path(os.environ["AFTERWORD_DATA"]), Database(os.environ["DATABASE_URL"])
    tell("fill")
    migrate()
    world = fill(Size())
    gather_statistics()
    connection.close()
    bare, served = first.named("bench_bare"), first.named("bench_served")
    first.copy_to(bare)
    first.copy_to(served)
    tell("record")
    planned = [(each, recorded(each, rounds)) for each in chosen(operations(world), words)]
    version = f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
    connection.close()
    product, hello = product_on(served, folder), hello_beside(served, folder)
    start_seconds = statistics.median(once(product) for _ in range(STARTS))
    with running(product), running(hello), Wire(product.port) as ours, Wire(hello.port) as floor:
        ours.send(ours.bytes_of(HELLO))
        tree = Tree.of(product.pid, product.port)
        time.sleep(SETTLE_SECONDS)
        fresh = tree.proportional_bytes
        bench = Bench(floor, hello.pid, driver_for(bare, every_statement(planned)), ours, tree.web.pid)
        usual = [measured(bench, *each, rounds) for each in planned if not each[0].is_extreme]
        loaded = tree.proportional_bytes
        extreme = [measured(bench, *each, rounds) for each in planned if each[0].is_extreme]
        figures = Figures(version, usual + extreme, start_seconds, fresh, loaded, tree.proportional_bytes)
    sys.stdout.buffer.write(msgspec.json.encode(figures))


def gather_statistics() -> None:
    """What PostgreSQL does by itself within minutes; SQLite does without."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def chosen(those: list[Operation], words: Sequence[str]) -> list[Operation]:
    return [each for each in those if not words or any(word in each.name for word in words)]


def recorded(operation: Operation, rounds: int) -> list[Recording]:
    return [record(operation.request(number), operation.status) for number in range(operation.recordings(rounds))]


def every_statement(planned: Planned) -> Iterator[Statement]:
    return (statement for _, recordings in planned for recording in recordings for statement in recording)


def once(server: Server) -> float:
    """Seconds to start on a database that is up to date, with files in the system's cache."""
    try:
        return server.start()
    finally:
        server.stop()


@contextmanager
def running(server: Server) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.stop()


def measured(bench: Bench, operation: Operation, recordings: list[Recording], rounds: int) -> Row:
    tell(operation.name)
    result = Result(operation, statistics.median_high(map(statements_in, recordings)))
    bench.measure(result, recordings, rounds)
    return result.row()


def tell(what: str) -> None:
    print(f"  {time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])

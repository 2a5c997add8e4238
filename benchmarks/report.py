"""The page that quotes the figures. Ratios come first: they outlive the machine."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version

import psutil

from benchmarks.figures import GIANT_DRAFT, Figures, Row

MEMORY_AIM = 130
MEBIBYTE = 2**20
HEADINGS = (
    "", "ratio", "aim", "SQL", "p50 ms", "p99 ms", "CPU ms", "ratio p99", "ratio CPU", "hello ms", "raw SQL ms",
    "answer KiB", "requests",
)  # fmt: skip

INTRODUCTION = """# How fast it is

Written by `make bench`. Measure on your own machine: the milliseconds belong to the one below, the ratios travel better.

{machine}

The data: 10,000 incidents, of which 200 have 100 timeline entries each, besides 4 with 10,000; 50 people, 40 services, 100 reports. The product is `afterword serve` as shipped, one web process and a worker, asked over HTTP through one connection, with an API token for JSON and a signed-in browser's cookie for HTML.

- **hello**: the same server and threads around an application that only says hello, without framework or database.
- **raw SQL**: the very statements that the request makes, with the same values, in the same transactions and as durable, sent by the bare driver (prepared where the database can) to an identical database, every row fetched.
- **ratio**: the product's time divided by hello plus raw SQL. Each round asks all three in turn; the median over the rounds counts. The aim is 3 for reading and 4 for writing; a ratio in bold misses it. The ratios of p99 and of processor time compare the same way, over all requests.
- **SQL**: statements of one request, without the edges of transactions. It does not grow with the data: tests hold it.
- **CPU**: processor time of the web process for one request, of all its threads. The database server's is not in it.

Where the time goes that is neither hello nor the database: for JSON, more than half of it is Django putting statements together and making rows and times of what comes back; for HTML, about half is the templates. What the bounds leave out is kept small by statements that do not grow, by reading rows instead of objects where lists are long, and by rendering once what does not change.
"""  # noqa: E501


def page(all_figures: Sequence[Figures], load: float) -> str:
    """The whole page as Markdown. `load` is how busy the machine was before, as its load average over a minute."""
    return "\n".join([INTRODUCTION.format(machine=machine(load)), *(section(each) for each in all_figures)])


def machine(load: float) -> str:
    memory = psutil.virtual_memory().total / 2**30
    parts = f"Python {platform.python_version()}, Django {version('django')}, uvicorn {version('uvicorn')}"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()} {platform.release().split('-')[0]} {platform.machine()}; {parts}. "
        f"Other work on the machine before: load {load:.1f}."
    )


def section(figures: Figures) -> str:
    drafted = next((row for row in figures.rows if row.name == GIANT_DRAFT), None)
    missed = [row.name for row in figures.rows if not row.is_met]
    lines = [f"## {figures.database}", "", *table(figures.rows), "", memory(figures), ""]
    if drafted:
        lines += [f"A draft from 10,000 entries takes {drafted.p50 / 1000:.2f} s (aim: under 1 s).", ""]
    lines.append(f"Aims missed: {', '.join(missed)}." if missed else "Every aim is met.")
    return "\n".join([*lines, ""])


def table(rows: Iterable[Row]) -> Iterable[str]:
    yield "| " + " | ".join(HEADINGS) + " |"
    yield "|" + "---|" * len(HEADINGS)
    for row in rows:
        ratio = f"{row.ratio:.1f}" if row.is_met else f"**{row.ratio:.1f}**"
        cells = [row.name, ratio, f"{row.aim:.0f}", str(row.statements)]
        cells += [f"{value:.2f}" for value in (row.p50, row.p99, row.cpu)]
        cells += [f"{value:.1f}" for value in (row.p99_ratio, row.cpu_ratio)]
        cells += [f"{value:.2f}" for value in (row.hello_p50, row.raw_p50)]
        cells += [f"{row.answer_bytes / 1024:.1f}", str(row.samples)]
        yield "| " + " | ".join(cells) + " |"


def memory(figures: Figures) -> str:
    fresh, loaded, extreme = (
        value / MEBIBYTE for value in (figures.fresh_bytes, figures.loaded_bytes, figures.extreme_bytes)
    )
    verdict = "met" if loaded <= MEMORY_AIM else "missed"
    return (
        f"Memory of supervisor, web process and worker (PSS): {fresh:.0f} MiB after the start, {loaded:.0f} MiB after "
        f"the load (aim {MEMORY_AIM}, {verdict}), {extreme:.0f} MiB after the reports of 10,000 entries. "
        f"Start on a migrated database: {figures.start_seconds:.2f} s."
    )

"""What was found, as a section of the page with all figures, and as the last lines that are printed."""

from collections.abc import Sequence
from statistics import median

from benchmarks.live.measure import Found
from benchmarks.live.scenes import MEMORY_AIM, PAGE_AIM
from benchmarks.live.servers import LIVE_ONLY, OURS, REFERENCE
from benchmarks.report import machine

HEADINGS = (
    "", "CPU ratio", "aim", "p50 ratio", "aim", "memory ratio", "aim", "CPU ms", "p50 ms", "p99 ms", "delivered/s",
    "MiB",
)  # fmt: skip
INTRODUCTION = """## Live editing

Written by `make bench-live`. {machine}

Everybody types as an editor does: one update and one cursor for each keystroke, at moving places. All servers run on this machine, one at a time, {rounds} rounds of all in turn; a ratio is the median over the rounds of ours divided by that of {reference} in the same round. In bold what misses its aim.

- **{reference}** 4.7 with its SQLite extension, which writes two seconds after a change. **y-websocket** 0.1 keeps nothing. **relay** is the bound: it passes frames on and knows nothing of documents.
- **Afterword** is the default server, whole: it asks who comes and what they may, tells others of an update once it is on the disk (`synchronous=FULL`), and says so to who wrote it. **Sockets only** is `afterword serve --live-only`.
- **CPU** is processor time for 1,000 updates that reached somebody. **Memory** is what the process that does the work holds, shared pages counted in full.
- No run counts in which an update is missing anywhere.
"""  # noqa: E501


def section(found: Sequence[Found], pages: Sequence[float], load: float, rounds: int) -> str:
    lines = [INTRODUCTION.format(machine=machine(load), rounds=rounds, reference=REFERENCE)]
    for each in found:
        lines += [f"### {each.scene.name.capitalize()}: {each.scene.told}", "", *_table(each), ""]
    if pages:
        ratio = median(pages)
        verdict = "" if ratio <= PAGE_AIM else ", missed"
        words = "A report's page asked for meanwhile, from the same process as the light scene: its p99 is"
        lines += [f"{words} {ratio:.1f} times that without (aim: at most {PAGE_AIM:.0f}{verdict}).", ""]
    missed = [line for line in last_lines(found) if "missed" in line]
    lines.append(f"Aims missed: {'; '.join(missed)}." if missed else "Every aim is met.")
    return "\n".join([*lines, ""])


def last_lines(found: Sequence[Found]) -> list[str]:
    """One for each scene and server of ours."""
    lines = []
    for each in found:
        for name in (OURS, LIVE_ONLY):
            if name in each.runs:
                cpu, aim = each.ratio(name, REFERENCE, "cpu"), _cpu_aim(each, name)
                verdict = "met" if cpu <= aim else "missed"
                lines.append(f"{each.scene.name}, {name}: CPU {cpu:.2f} of {REFERENCE} (aim {aim}, {verdict})")
    return lines


def _table(found: Found) -> list[str]:
    rows = [_row(found, name) for name in found.runs]
    return [_line(HEADINGS), "|".join(["", *["---"] * len(HEADINGS), ""]), *map(_line, rows)]


def _row(found: Found, name: str) -> tuple[str, ...]:
    runs, is_ours = found.runs[name], name in {OURS, LIVE_ONLY}
    aims = (_cpu_aim(found, name), found.scene.p50_aim, MEMORY_AIM) if is_ours else (None, None, None)
    ratios = [found.ratio(name, REFERENCE, what) for what in ("cpu", "p50", "memory")]
    pairs = [
        text
        for ratio, aim in zip(ratios, aims, strict=True)
        for text in (f"**{ratio:.2f}**" if aim and ratio > aim else f"{ratio:.2f}", f"{aim or ''}")
    ]
    middle = [median(getattr(run, what) for run in runs) for what in ("cpu", "p50", "p99", "delivered", "memory")]
    cpu, p50, p99, delivered, memory = middle
    return (name, *pairs, f"{cpu:.1f}", f"{p50:.2f}", f"{p99:.2f}", f"{delivered:,.0f}", f"{memory / 2**20:.0f}")


def _cpu_aim(found: Found, name: str) -> float:
    return found.scene.live_cpu_aim if name == LIVE_ONLY else found.scene.cpu_aim


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

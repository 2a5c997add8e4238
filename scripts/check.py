"""Everything that must hold before a change goes in, in one go.

    python scripts/check.py [services] [lint] [types] [unit] [postgresql] [browser]

Without names: all of them, in this order. Each is run to its end, so one visit shows everything that is wrong.
The last line says how many checks and tests passed and failed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
RESULTS = ROOT / "build" / "test-results"
STEP_SECONDS = 600  # a hung test must not hang the machine that runs it

Command = tuple[str, ...]


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Count") -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def tests(name: str, *arguments: str) -> Command:
    report = f"--junitxml={RESULTS / name}.xml"
    return ("pytest", "-q", "--tb=short", "--color=yes" if sys.stdout.isatty() else "--color=no", report, *arguments)


WORKERS = ("-n", "2", "--dist", "worksteal")  # neighbours share what they set up; who is done first helps the other
# What asks no database or always one of its own, what only compares the API with its description, what walks the same
# policies and deletions as tests beside it, and what `make soak` has on both.
ONCE_IS_ENOUGH = (
    "tests/architecture",
    "tests/aw",
    "tests/contract",
    "tests/text",
    "tests/tooling",
    "tests/documents/test_bridge.py",
    "tests/documents/test_editor_schema.py",
    "tests/postmortems/test_templates.py",
    "tests/soak",
    "tests/site/test_cli.py",
    "tests/site/test_demo_start.py",
    "tests/site/test_serve.py",
    "tests/transfer/test_load_demo.py",
    "tests/transfer/test_load_demo_beside_real.py",
    "tests/transfer/test_remove_demo.py",
    "tests/transfer/test_remove_demo_beside_real.py",
    "tests/web/test_nobody_else.py",
)

STEPS: dict[str, Sequence[Command]] = {
    "services": [("python", "-m", "tests.services")],
    "lint": [
        ("ruff", "check", "--quiet", "."),
        ("ruff", "format", "--check", "--quiet", "."),
        ("lint-imports", "--no-cache"),
        ("django-admin", "makemigrations", "--check", "--dry-run"),
    ],
    "types": [("mypy",)],
    "unit": [tests("unit", "tests", "--ignore=tests/e2e", *WORKERS)],
    "postgresql": [
        tests(
            "postgresql",
            "tests",
            "--ignore=tests/e2e",
            *(f"--ignore={each}" for each in ONCE_IS_ENOUGH),
            *WORKERS,
            "--database=postgresql",
        )
    ],
    "browser": [tests("browser", "tests/e2e", *WORKERS)],
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        print(__doc__, file=sys.stderr)
        return 2
    RESULTS.mkdir(parents=True, exist_ok=True)
    total, seconds = Count(), []
    for name in names or STEPS:
        began = time.monotonic()
        count = run_step(name)
        total.add(count)
        seconds.append(f"{name} {time.monotonic() - began:.0f} s")
        if name == "services" and count.failed:
            break  # said in one sentence; a thousand failures would bury it
    print(f"\n{', '.join(seconds)}")
    skipped = f", {total.skipped} skipped" if total.skipped else ""
    print(f"{total.passed} passed, {total.failed} failed{skipped}", flush=True)
    return int(total.failed > 0)


def run_step(name: str) -> Count:
    total = Count()
    for command in STEPS[name]:
        print(f"\n== {name}: {' '.join(shown(command))}", flush=True)
        total.add(run(command, RESULTS / f"{name}.xml"))
    return total


def shown(command: Command) -> list[str]:
    return [part for part in command if not part.startswith(("--junitxml", "--color", "--tb", "-q"))]


def run(command: Command, report: Path) -> Count:
    """Run one command; a pytest run counts its tests, anything else counts as one check."""
    report.unlink(missing_ok=True)
    environment = {
        **os.environ,
        "AFTERWORD_DATA": str(ROOT / "build" / "checks"),  # settings make this folder; never the developer's own
        "DJANGO_SETTINGS_MODULE": "afterword.site.settings",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    try:
        code = subprocess.run(
            (BIN / command[0], *command[1:]), cwd=ROOT, env=environment, timeout=STEP_SECONDS, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        print(f"{command[0]} was stopped after {STEP_SECONDS} s", file=sys.stderr)
        code = 1
    if report.exists():
        return counted(report, code)
    return Count(passed=int(code == 0), failed=int(code != 0))


def counted(report: Path, code: int) -> Count:
    count = Count()
    for suite in ET.parse(report).getroot().iter("testsuite"):
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        count.add(Count(passed=tests - failed - skipped, failed=failed, skipped=skipped))
    if code and not count.failed:
        count.failed = 1  # ended badly for another reason, such as no test found
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

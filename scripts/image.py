"""Build the container image with whatever engine this machine runs.

    python3 scripts/image.py [--where-possible]

Without an engine it says so and ends with 1; with --where-possible, as CI calls it, with 0.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("docker", "podman")


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--where-possible"]):
        print(__doc__, file=sys.stderr)
        return 2
    engine = running_engine()
    if engine is None:
        print("No image was built: neither docker nor podman runs on this machine.", file=sys.stderr)
        return 0 if arguments else 1
    build = (engine, "build", "--file", "Containerfile", "--tag", "afterword", ".")
    return subprocess.run(build, cwd=ROOT, check=False).returncode


def running_engine() -> str | None:
    """The first that answers; a program without its engine is none."""
    return next((engine for engine in ENGINES if shutil.which(engine) and answers(engine)), None)


def answers(engine: str) -> bool:
    try:
        asked = subprocess.run((engine, "info"), capture_output=True, timeout=20, check=False)
    except subprocess.TimeoutExpired:
        return False
    return asked.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

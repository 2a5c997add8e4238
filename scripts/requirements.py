"""Compile the pins with hashes in requirements/*.txt from the two pyproject files.

    python scripts/requirements.py [--upgrade]

The pins hold for every platform and for Python 3.11 and newer. They name no package index: where packages come from
is the business of the machine that installs them.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
OPTIONS = (
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
    "--no-emit-package=afterword-clients",  # ours, installed from this checkout
)
SOURCES = ("pyproject.toml", "clients/pyproject.toml", "requirements/build.in")


def compile_pins(output: str, *arguments: str) -> None:
    target = REQUIREMENTS / output
    command = [str(ROOT / ".tools/bin/uv"), "pip", "compile", *OPTIONS, *arguments, "--output-file", str(target)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "UV_SYSTEM_CERTS": "1"}, stdout=subprocess.DEVNULL, check=True)


def main(arguments: list[str]) -> None:
    compile_pins("runtime.txt", *SOURCES, *arguments)
    for extra in ("dev", "s3"):  # the same versions as without it, so that what was tested is what runs
        compile_pins(f"{extra}.txt", f"--extra={extra}", "--constraints=requirements/runtime.txt", *SOURCES, *arguments)
    compile_pins("uv.txt", "requirements/uv.in", *arguments)


if __name__ == "__main__":
    main(sys.argv[1:])

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {"run", "test", "check", "lint", "format", "types", "dev", "assets", "messages", "requirements"}


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_help_names_what_there_is():
    assert set(re.findall(r"^  make ([a-z-]+)", make("help").stdout, re.MULTILINE)) >= PROMISED


@pytest.mark.parametrize("python", ["/nowhere/python3", shutil.which("false")])
def test_a_python_that_is_missing_or_too_old_is_said_in_one_sentence(python):
    done = make("run", f"PYTHON={python}")

    assert done.returncode != 0
    sentences = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert sentences == [
        "Afterword needs Python 3.11 or newer: install it, or say where it is (make run PYTHON=/path/to/python3)."
    ]


def test_continuous_integration_runs_the_same():
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text()

"""Make or refresh the project's own environment in .venv; a second run with nothing new does nothing.

    python3 scripts/environment.py runtime|dev

Runs on the machine's bare Python, so it uses the standard library only. It writes below the checkout and nowhere
else, needs no root, and installs nothing whose hash is not in requirements/.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "afterword-environment.json"
UV_PIN = ROOT / "requirements" / "uv.txt"
EDITABLES = ("clients", ".")

Stamp = dict[str, str]


class Refused(Exception):
    """The environment can't be made; the message is the one sentence that says what to do."""


def main(arguments: list[str]) -> int:
    if arguments not in (["runtime"], ["dev"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with only_one():
            prepare(arguments[0])
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Two terminals may ask at once; the second waits and then finds everything done."""
    try:
        TOOLS.mkdir(exist_ok=True)
        lock = (TOOLS / "environment.lock").open("w")
    except OSError as error:
        raise Refused(f"Can't write in {ROOT} ({error.strerror}): clone Afterword into a folder of yours.") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(wanted: str) -> None:
    """Bring .venv up to the pins of `wanted`; a development environment stays one."""
    found = read_stamp()
    if found.get("set") == "dev":
        wanted = "dev"
    target = describe(wanted)
    if found == target:
        return
    print(f"Preparing .venv ({wanted} packages). The first time this takes a few seconds.", flush=True)
    installer = Uv.find() or Pip()
    if any(found.get(key) != target[key] for key in ("python", "root")):
        found = {}
        installer.create()
    if found.get("requirements") != target["requirements"]:
        installer.sync(ROOT / "requirements" / f"{wanted}.txt")
        found = {}
    if found.get("packages") != target["packages"]:
        installer.install_ours()
    STAMP.write_text(json.dumps(target, indent=2))


def describe(wanted: str) -> Stamp:
    """What the environment depends on; when none of it changed there is nothing to do."""
    return {
        "set": wanted,
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "root": str(ROOT),  # an environment does not survive being moved
        "requirements": digest(ROOT / "requirements" / f"{wanted}.txt"),
        "packages": digest(ROOT / "pyproject.toml", ROOT / "clients" / "pyproject.toml"),
    }


def digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def read_stamp() -> Stamp:
    if not PYTHON.exists():  # also when the Python it was made from is gone
        return {}
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


class Uv:
    """The usual way: some seconds from nothing."""

    def __init__(self, program: Path) -> None:
        self.program = str(program)

    @classmethod
    def find(cls) -> "Uv | None":
        """The pinned uv, fetched with whatever this Python brings; None when it can't be had."""
        kept = TOOLS / "bin" / "uv"
        if (TOOLS / f"uv-{pinned_version()}.dist-info").exists() and kept.exists():
            return cls(kept)
        fetch = ("-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(UV_PIN))
        if importlib.util.find_spec("pip"):
            # --target needs no venv and is not refused where the system's Python is marked as managed (PEP 668).
            if succeeds(sys.executable, *fetch, "--upgrade", "--target", str(TOOLS)):
                return cls(kept)
        elif importlib.util.find_spec("ensurepip"):
            apart = TOOLS / "venv"
            if succeeds(sys.executable, "-m", "venv", str(apart)) and succeeds(str(apart / "bin" / "python"), *fetch):
                return cls(apart / "bin" / "uv")
        installed = shutil.which("uv")
        return cls(Path(installed)) if installed else None

    def create(self) -> None:
        run(self.program, "venv", "--quiet", "--no-project", "--clear", "--python", sys.executable, str(VENV))

    def sync(self, requirements: Path) -> None:
        run(self.program, "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes", str(requirements))

    def install_ours(self) -> None:
        ours = [argument for folder in EDITABLES for argument in ("-e", folder)]
        offline = ("--no-deps", "--no-build-isolation", "--offline")
        run(self.program, "pip", "install", "--quiet", "--python", str(PYTHON), *offline, *ours)


class Pip:
    """The slow way, where uv has no build or can't be fetched."""

    def create(self) -> None:
        if not importlib.util.find_spec("ensurepip"):
            raise Refused(
                "This Python has neither pip nor venv, or uv could not be fetched: check the network, or install one "
                "(Debian: apt-get install python3-pip or python3-venv)."
            )
        run(sys.executable, "-m", "venv", "--clear", str(VENV))

    def sync(self, requirements: Path) -> None:
        run(str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(requirements))

    def install_ours(self) -> None:
        ours = [argument for folder in EDITABLES for argument in ("-e", folder)]
        run(str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", *ours)


def pinned_version() -> str:
    return UV_PIN.read_text().split("==")[1].split()[0]


def environment() -> dict[str, str]:
    """Use the machine's Python and its certificates, and keep pip's advice out of the output."""
    ours = {
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_SYSTEM_CERTS": "1",
        "UV_NO_PROGRESS": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_NO_INPUT": "1",
    }
    return {**os.environ, **ours}


def succeeds(*command: str) -> bool:
    return subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, check=False).returncode == 0


def run(*command: str) -> None:
    """Run to the end, or show what it said and give up."""
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise Refused(f"The Python packages could not be installed: {Path(command[0]).name} failed, see above.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

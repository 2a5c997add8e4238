"""What this needs beside Python: the load generator, compiled, and the peers, installed. Both land below build/."""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "bench-live"


class ToolMissing(Exception):
    """A sentence that says what is missing and how to get it."""


def load_generator() -> Path:
    """Compiled from loadgen.rs whenever that is newer."""
    source, program = HERE / "loadgen.rs", BUILD / "loadgen"
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return program
    BUILD.mkdir(parents=True, exist_ok=True)
    _run("rustc", "the load generator is compiled with it", "--edition=2021", "-O", str(source), "-o", str(program))
    return program


def peers() -> Path:
    """A folder with the peers and what they need, pinned by package-lock.json."""
    folder = BUILD / "peers"
    shutil.copytree(HERE / "peers", folder, dirs_exist_ok=True)
    if _program("node", "the peers run on it, from version 20 on") and not (folder / "node_modules" / "ws").exists():
        _run("npm", "it installs the peers", "ci", "--no-audit", "--no-fund", "--prefix", str(folder))
    return folder


def _run(name: str, why: str, *arguments: str) -> None:
    done = subprocess.run((_program(name, why), *arguments), capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolMissing(f"{name} failed: {(done.stderr or done.stdout).strip()[-500:]}")


def _program(name: str, why: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(f"make bench-live needs {name}: {why}. Install it and try again.")
    return found

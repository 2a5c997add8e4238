"""Starting a service's process so that it never outlives the tests."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
UNPRIVILEGED = "nobody"


def short_folder() -> Path:
    """A fresh folder whose path leaves room for a socket's name: those end at 107 bytes."""
    return Path(tempfile.mkdtemp(prefix="aw-", dir="/tmp"))


def is_root() -> bool:
    return os.geteuid() == 0


def end_with_parent() -> None:
    """Let the kernel end this child when the tests are killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def start(command: Sequence[str | Path], log: Path, *, unprivileged: bool = False) -> subprocess.Popen[bytes]:
    """Start it in the background; `unprivileged` gives up root first, for programs that refuse to run as root."""
    user = UNPRIVILEGED if unprivileged and is_root() else None
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            user=user,
            extra_groups=[] if user else None,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - started before the tests start threads
        )


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, *, seconds: float = 20) -> None:
    """Wait for the service to answer; show its log when it ends or is too slow."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise RuntimeError(f"{process.args!r} did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.02)


def end(process: subprocess.Popen[bytes], how: signal.Signals, folder: Path | None = None) -> None:
    """End the process, and drop its folder."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if folder:
        shutil.rmtree(folder, ignore_errors=True)

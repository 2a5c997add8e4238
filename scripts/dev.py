"""Run the server for development: whenever a source file changes, it starts again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WATCHED = (ROOT / "src", ROOT / "clients")
SUFFIXES = {".py", ".html", ".txt", ".json", ".md", ".mo", ".js", ".css"}
POLL_SECONDS = 0.7
GRACE_SECONDS = 8


def sources() -> Iterator[Path]:
    for top in WATCHED:
        yield from (path for path in top.rglob("*") if path.suffix in SUFFIXES)


def newest_change() -> tuple[int, int]:
    """When a source file last changed, and how many there are, so that a deletion counts too."""
    changes = [path.stat().st_mtime_ns for path in sources() if path.exists()]
    return max(changes, default=0), len(changes)


def stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    command = (str(ROOT / ".venv/bin/afterword"), "serve")
    print("Watching src and clients; Ctrl-C ends.", flush=True)
    while True:
        seen = newest_change()
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ)
        try:
            while newest_change() == seen:
                time.sleep(POLL_SECONDS)
        except KeyboardInterrupt:
            return 0
        finally:
            stop(server)
        print("A file changed, starting again.", flush=True)


if __name__ == "__main__":
    sys.exit(main())

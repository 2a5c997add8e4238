"""Our programs as real processes, on the test's own database."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue
from typing import IO

from tests import installation

ENDED = ""  # what a stream that has ended says last
AFTERWORD = str(Path(sys.executable).parent / "afterword")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Program:
    """A started program whose output can be waited for; end it with `stop` or `kill`."""

    def __init__(self, *command: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=installation.environment(**environment),
        )
        self.port = int(environment.get("PORT", 0))
        self.printed: list[str] = []
        self.complained: list[str] = []
        self._lines: Queue[str] = Queue()
        self._readers = [
            threading.Thread(target=self._read, args=(stream, into), daemon=True)
            for stream, into in ((self.process.stdout, self.printed), (self.process.stderr, self.complained))
        ]
        for reader in self._readers:
            reader.start()

    def wait_for(self, text: str, seconds: float = 30) -> None:
        """Until it has printed a line with this text; if it ends or is too slow, it is killed and quoted."""
        try:
            while text not in (line := self._lines.get(timeout=seconds)):
                if line == ENDED and self.process.wait(seconds) is not None:
                    raise Empty
        except Empty:
            self.kill()
            raise AssertionError(f"{text!r} was not printed:\n{self.printed}\n{''.join(self.complained)}") from None

    def wait(self, seconds: float = 30) -> int:
        code = self.process.wait(seconds)
        for reader in self._readers:
            reader.join(5)
        return code

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.wait(10)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.wait()

    def children(self) -> dict[int, str]:
        """The processes directly below it, and what each is doing by its threads' names."""
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and _parent_of(int(entry.name)) == self.process.pid:
                found[int(entry.name)] = (entry / "cmdline").read_text()
        return found

    def _read(self, stream: IO[str], into: list[str]) -> None:
        with stream:
            for line in stream:
                into.append(line)
                self._lines.put(line)
        self._lines.put(ENDED)


def _parent_of(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

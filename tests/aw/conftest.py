"""The real command against a real server."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.server import Person, Server, a_running_server

AW = str(Path(sys.executable).parent / "aw")


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Aw = Callable[..., Done]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from a_running_server(tmp_path_factory.mktemp("aw-server"))


@pytest.fixture(scope="session")
def ada(server: Server) -> Person:
    return server.person("Ada")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where this test's settings are kept."""
    return tmp_path / "config"


@pytest.fixture
def aw(server: Server, ada: Person, home: Path) -> Aw:
    """aw("list", "--json"): the command as Ada, in Berlin; with `signed_in=False` without her token."""

    def run(*arguments: str | bytes, stdin: str | bytes = "", signed_in: bool = True, **environment: str) -> Done:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AFTERWORD_")}
        own = {"XDG_CONFIG_HOME": str(home), "TZ": "Europe/Berlin", "COLUMNS": "100"}
        if signed_in:
            own |= {"AFTERWORD_URL": server.url, "AFTERWORD_TOKEN": ada.token}
        done = subprocess.run(
            [AW, *arguments],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            env={**kept, **own, **environment},
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run

"""The servers that are compared: each started afresh for every run, on an empty store of its own."""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.installation import PROGRAM, Database, Server, environment_for, free_port, fresh_folder

REFERENCE = "Hocuspocus"
OURS, LIVE_ONLY = "Afterword", "Afterword, sockets only"
NAMES = (REFERENCE, "y-websocket", "relay", OURS, LIVE_ONLY)
SCRIPTS = {REFERENCE: "hocuspocus.mjs", "y-websocket": "y-websocket.mjs", "relay": "relay.mjs"}
PROTOCOLS = {REFERENCE: "hocus", "y-websocket": "yws", "relay": "raw", OURS: "yws", LIVE_ONLY: "yws"}
# Made once, copied for every run: a person with a token and a browser, and reports to write in.
_MAKE = """
import json
from django.conf import settings
from django.test import Client
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, User
from afterword.postmortems.actions.create import create_report
user = User.objects.get()
browser = Client(); browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
reports = [create_report(Actor.person(user), title=f"Bench {number}") for number in range(COUNT)]
print(json.dumps({
    "documents": [str(each.document_id) for each in reports],
    "pages": [each.url for each in reports],
    "cookie": f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}",
}))
"""


@dataclass(frozen=True)
class World:
    """An installation with reports, and what opens their doors."""

    folder: Path
    token: str
    cookie: str
    documents: list[str]
    pages: list[str]


@dataclass(frozen=True)
class Running:
    """A server that takes connections. `pid` is the process that does the work."""

    port: int
    pid: int
    arguments: tuple[str, ...]  # how the load generator talks to it


def make_world(count: int) -> World:
    folder = fresh_folder()
    environment = _environment(folder, free_port())

    def run(*words: str) -> str:
        done = subprocess.run((PROGRAM, *words), env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"afterword {words[0]} failed: {done.stderr[-500:]}")
        return done.stdout

    run("manage", "migrate", "-v", "0")
    run("user", "create", "--email", "bench@example.com", "--password", "only for measuring 1", "--admin")
    token = run("token", "create", "--user", "bench@example.com").strip().splitlines()[-1]
    made = json.loads(run("manage", "shell", "-v", "0", "-c", _MAKE.replace("COUNT", str(count))).splitlines()[-1])
    (folder / "documents").write_text("".join(f"{each}\n" for each in made["documents"]))
    return World(folder, token, made["cookie"], made["documents"], made["pages"])


@contextmanager
def running(name: str, world: World, peers: Path) -> Iterator[Running]:
    folder = fresh_folder()
    try:
        with _ours(name, world, folder) if name in {OURS, LIVE_ONLY} else _peer(name, folder, peers) as found:
            yield found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _ours(name: str, world: World, folder: Path) -> Iterator[Running]:
    shutil.copytree(world.folder, folder, dirs_exist_ok=True)
    port = free_port()
    words = (PROGRAM, "serve", "--live-only") if name == LIVE_ONLY else (PROGRAM, "serve")
    server = Server(words, _environment(folder, port), port)
    server.start()
    try:
        path = "/live/documents/{doc}?acks=1"
        doors = ("--docs-file", str(world.folder / "documents"), "--header", f"Authorization: Bearer {world.token}")
        yield Running(port, _worker_of(server.pid, port), ("--path", path, *doors))
    finally:
        server.stop()


@contextmanager
def _peer(name: str, folder: Path, peers: Path) -> Iterator[Running]:
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "DATABASE": str(folder / "peer.sqlite3")}
    server = Server(("node", str(peers / SCRIPTS[name])), environment, port, path="/")
    server.start()
    try:
        yield Running(port, server.pid, ("--path", "/" if name == REFERENCE else "/{doc}"))
    finally:
        server.stop()


def _worker_of(pid: int, port: int) -> int:
    """The child that holds a connection on the port; the process itself when it has no children."""
    children = psutil.Process(pid).children()
    if not children:
        return pid
    with socket.create_connection(("127.0.0.1", port), timeout=5) as probe:
        probe.sendall(f"GET /healthz HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        probe.recv(1)
        for child in children:
            if any(each.status == psutil.CONN_ESTABLISHED for each in child.net_connections("tcp")):
                return int(child.pid)
    raise RuntimeError("no process answers")


def _environment(folder: Path, port: int) -> dict[str, str]:
    return environment_for(Database(f"sqlite:///{folder / 'afterword.sqlite3'}"), folder, port)

"""`afterword serve` as people run it: real processes, real signals."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest
from websockets.sync.client import connect

from afterword.core.jobs import enqueue
from afterword.core.jobs.models import Job
from afterword.people.actor import Actor
from tests.core.waiting import until
from tests.processes import AFTERWORD, Program, free_port, is_running

pytestmark = pytest.mark.django_db(transaction=True)
READY = "Afterword is ready: http://localhost:"


@pytest.fixture
def program() -> Iterator[Program]:
    started = serve()
    started.wait_for(READY)
    yield started
    started.stop()
    started.kill()


def serve(port: int = 0) -> Program:
    return Program(AFTERWORD, "serve", PORT=str(port or free_port()))


def status_of(program: Program, path: str) -> int:
    http = HTTPConnection("127.0.0.1", program.port, timeout=10)
    try:
        http.request("GET", path)
        return http.getresponse().status
    except OSError:
        return 0
    finally:
        http.close()


def listener_of(port: int) -> int:
    """The process that answered last: found by the connection it holds."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(100)
        return _holder_of(connection.getsockname()[1], port)


def _holder_of(remote_port: int, local_port: int) -> int:
    ends = f":{local_port:04X} 0100007F:{remote_port:04X}"
    line = next(line for line in Path("/proc/net/tcp").read_text().splitlines() if ends in line)
    inode = f"socket:[{line.split()[9]}]"
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(link.readlink()) == inode:
                return int(link.parts[2])
        except OSError:
            continue
    raise AssertionError("nobody holds the connection")


def test_it_serves_pages_and_does_jobs(program: Program, ada: Actor) -> None:
    assert status_of(program, "/healthz") == 200
    assert status_of(program, "/readyz") == 200
    assert status_of(program, "/sign-in") == 200
    enqueue("jobs.purge")
    until(lambda: not Job.objects.open().exists())


def test_a_killed_web_process_is_replaced(program: Program) -> None:
    web = listener_of(program.port)
    os.kill(web, signal.SIGKILL)

    until(lambda: status_of(program, "/readyz") == 200)

    assert listener_of(program.port) != web
    assert sum(READY in line for line in program.printed) == 1
    assert "The web process was ended by signal 9" in "".join(program.complained)


def test_a_killed_worker_is_replaced(program: Program) -> None:
    web = listener_of(program.port)
    (worker,) = set(program.children()) - {web}
    os.kill(worker, signal.SIGKILL)
    enqueue("jobs.purge")

    until(lambda: not Job.objects.open().exists())

    assert listener_of(program.port) == web


def test_sigterm_and_ctrl_c_end_everything_within_five_seconds_with_sockets_open() -> None:
    for wish in (signal.SIGTERM, signal.SIGINT):
        program = serve()
        program.wait_for(READY)
        children = both_children(program)
        with ExitStack() as stack:
            for _ in range(3):
                idle = stack.enter_context(socket.create_connection(("127.0.0.1", program.port)))
                idle.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
            started = time.monotonic()
            program.process.send_signal(wish)
            assert program.wait(6) == 0
        assert time.monotonic() - started < 5
        assert not any(is_running(child) for child in children)
        assert program.complained == []
        program.kill()


def both_children(program: Program) -> dict[int, str]:
    """The one that answers may be there before the other."""
    until(lambda: len(program.children()) == 2)
    return program.children()


def test_the_children_end_when_the_supervisor_is_killed(program: Program) -> None:
    children = both_children(program)

    program.process.kill()

    until(lambda: not any(is_running(child) for child in children))


def test_a_taken_port_is_said_in_one_sentence(program: Program) -> None:
    second = serve(program.port)

    assert second.wait() == 1

    second.kill()
    assert second.printed == []
    assert second.complained == [f"Port {program.port} is in use by another program; choose another with PORT=8001.\n"]


def test_sockets_nobody_knows_are_refused(program: Program) -> None:
    with pytest.raises(Exception, match="404"):
        connect(f"ws://127.0.0.1:{program.port}/live/nothing")

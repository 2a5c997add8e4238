"""`afterword serve`: one port, one supervisor, a web and a worker process that share what was imported."""

import errno
import gc
import json
import os
import socket

from django.conf import settings

from afterword.core.errors import DomainError
from afterword.site.asgi import application
from afterword.site.child import Lifeline, fork
from afterword.site.preparing import prepare
from afterword.site.refusals import sentence_for
from afterword.site.supervisor import Supervisor
from afterword.site.web_process import run_web, server_config
from afterword.site.worker import run_worker


class CannotStart(DomainError):
    """The server can't start; the sentence says what is in the way."""

    code = "cannot_start"


def serve() -> None:
    """Run until SIGTERM or SIGINT. CannotStart when the port is taken or the preparation fails.

    Everything is imported before forking; no thread and no database connection exists until then.
    """
    listening = _listen(settings.HOST, settings.PORT)
    lifeline = Lifeline()
    config = server_config(application)
    gc.collect()
    gc.freeze()  # the collector would write to, and so copy, the pages that the children share
    greeting = [f"Afterword is ready: {settings.BASE_URL}", *_prepare_in_child(lifeline)]
    first = _Once()

    def accepting() -> None:
        if first.take():  # not when a web process was started again
            print(*greeting, sep="\n", flush=True)

    Supervisor({"web": lambda: run_web(config, listening, accepting), "worker": run_worker}, lifeline).run()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(1024)
    except OSError as error:
        raise CannotStart(_words_for(error, host, port)) from error
    listening.setblocking(False)
    return listening


def _words_for(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program; choose another with PORT=8001."
    if error.errno == errno.EACCES:
        return f"Port {port} is only for the administrator of this machine; choose one above 1023."
    return f"Can't listen on {host}:{port}: {error.strerror}."


def _prepare_in_child(lifeline: Lifeline) -> list[str]:
    """Prepare in a process that ends afterwards: what it needed in memory and connections is gone with it."""
    read_end, write_end = os.pipe()
    pid = fork(lambda: _tell(write_end), lifeline)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        told = pipe.read()
    os.waitpid(pid, 0)
    answer = json.loads(told or b"{}")
    if "lines" not in answer:
        raise CannotStart(answer.get("refusal") or "The preparation failed; the reason stands above.")
    return [str(line) for line in answer["lines"]]


def _tell(write_end: int) -> None:
    """In the child: the lines to print, or why there can be no start."""
    with os.fdopen(write_end, "w") as pipe:
        try:
            json.dump({"lines": prepare()}, pipe)
        except Exception as error:
            refusal = sentence_for(error)
            if refusal is None:
                raise
            json.dump({"refusal": refusal}, pipe)


class _Once:
    """True for the first process that asks: what it takes from the pipe is gone for all."""

    def __init__(self) -> None:
        self._read_end, write_end = os.pipe()
        os.write(write_end, b"1")
        os.close(write_end)

    def take(self) -> bool:
        return bool(os.read(self._read_end, 1))

"""`afterword serve`: one port, one supervisor, a web and a worker process that share what was imported."""

import gc
import json
import os

from django.conf import settings

from afterword.site.asgi import application
from afterword.site.child import Lifeline, fork
from afterword.site.listening import CannotStart, listen
from afterword.site.preparing import prepare
from afterword.site.refusals import sentence_for
from afterword.site.supervisor import Supervisor
from afterword.site.web_process import run_web, server_config
from afterword.site.worker import run_worker


def serve() -> None:
    """Run until SIGTERM or SIGINT. CannotStart when the port is taken or the preparation fails.

    Everything is imported before forking; no thread and no database connection exists until then.
    """
    listening = listen(settings.HOST, settings.PORT)
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

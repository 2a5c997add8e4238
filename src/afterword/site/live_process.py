"""`afterword serve --live-only`: a process that serves the sockets below `/live/` and nothing else.

It never loads what pages need, and pages never wait for it. Nodes of either kind on one database follow each other, so
a proxy may send `/live/` here and everything else to the others.
"""

import gc
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from afterword.live.routes import socket_at
from afterword.site.dispatch.body import Limits
from afterword.site.dispatch.dispatcher import Dispatcher
from afterword.site.dispatch.threads import Threads
from afterword.site.listening import CannotStart, listen
from afterword.site.migrating import is_behind
from afterword.site.web_process import run_web, server_config


def serve() -> None:
    """Run until SIGTERM or SIGINT. CannotStart when the port is taken or the database is of another release."""
    if is_behind():
        raise CannotStart("The database is not of this release yet. Start `afterword serve` on one node first.")
    listening = listen(settings.HOST, settings.PORT)
    config = server_config(Dispatcher(_nothing_here, socket_at, Threads(), Limits(0)))
    gc.collect()
    gc.freeze()
    run_web(config, listening, lambda: print(f"Afterword serves live sockets on port {settings.PORT}.", flush=True))


def _nothing_here(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """A WSGI application for pages that a proxy should have sent elsewhere."""
    del environ
    start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
    return [b"Only the sockets below /live/ are served here.\n"]

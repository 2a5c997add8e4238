"""The process that answers requests."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from afterword.core.asgi import App
from afterword.site.fast_sockets import FastSockets
from afterword.site.http_guard import GuardedHttp

SOCKET_BYTES = 2 * 1024 * 1024  # the longest message a socket may send us


def server_config(application: App) -> uvicorn.Config:
    """Loaded at once, so that children forked later share the memory."""
    config = uvicorn.Config(
        application,
        http=GuardedHttp,
        loop="uvloop",
        ws=FastSockets,
        ws_max_size=SOCKET_BYTES,
        ws_per_message_deflate=False,  # costs more processor time than the bytes are worth
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # Django reads the forwarded scheme, and only when told to
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
    )
    config.load()
    config.get_loop_factory()
    return config


class WebServer(uvicorn.Server):
    """Tells when it accepts requests, and leaves Ctrl-C to the supervisor."""

    def __init__(self, config: uvicorn.Config, accepting: Callable[[], None]) -> None:
        super().__init__(config)
        self._accepting = accepting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._accepting()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # What is cut off from now on is cut off on purpose; uvicorn would print a traceback for each.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        signal.signal(signal.SIGTERM, self.handle_exit)
        yield


def run_web(config: uvicorn.Config, listening: socket.socket, accepting: Callable[[], None]) -> None:
    """Serve until SIGTERM; `accepting` is called once requests are answered."""
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(WebServer(config, accepting).serve(sockets=[listening]))

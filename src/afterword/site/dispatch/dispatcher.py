"""One port for everything: sockets are native, files and health come from memory, the rest is Django in a thread."""

import logging
from collections.abc import Callable

from afterword.core.asgi import App, Receive, Scope, Send
from afterword.site.dispatch.answer import Answer, plain, send_answer
from afterword.site.dispatch.body import BodyTooLarge, BodyTooSlow, ClientGone, Limits, read_body
from afterword.site.dispatch.environ import AmbiguousHeader
from afterword.site.dispatch.health import alive, ready
from afterword.site.dispatch.static import PREFIX as STATIC
from afterword.site.dispatch.static import static_answer
from afterword.site.dispatch.threads import Busy, Threads, WsgiApp, answer_of

log = logging.getLogger(__name__)

_CLOSE = (b"connection", b"close")
_RETRY = (b"retry-after", b"5")


class Dispatcher:
    """An ASGI application.

    A request is read whole before it takes a thread, and its answer leaves the thread before it is sent, so clients
    that are slow in either direction cost memory or a temporary file, never a thread.
    """

    def __init__(self, wsgi: WsgiApp, sockets: Callable[[str], App | None], threads: Threads, limits: Limits) -> None:
        self._wsgi = wsgi
        self._socket_at = sockets
        self._threads = threads
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            raise ValueError(f"no {scope['type']} here")  # the server takes this as "not supported"

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self._answer(scope, receive)
        except ClientGone:
            return
        except BodyTooLarge:
            megabytes = self._limits.request_bytes // 2**20
            answer = plain(413, f"That is too big: at most {megabytes} MB can be sent at once.\n")
        except BodyTooSlow:
            answer = plain(408, "The request took too long to arrive.\n", _CLOSE)
        except AmbiguousHeader as error:
            answer = plain(400, f"The header {error} was sent more than once.\n", _CLOSE)
        except Busy:
            answer = plain(503, "Too much is going on right now. Try again in a few seconds.\n", _RETRY)
        await send_answer(send, answer)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        path = scope["path"]
        if path.startswith(STATIC):
            return static_answer(scope)
        if path == "/healthz":
            return alive()
        if path == "/readyz":
            return await self._threads.run(ready)
        body = await read_body(scope, receive, self._limits)
        return await self._threads.run(answer_of, self._wsgi, scope, body)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        handler = self._socket_at(scope["path"])
        if handler is not None:
            await handler(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.http.response.start", "status": 404, "headers": []})
        await send({"type": "websocket.http.response.body", "body": b""})

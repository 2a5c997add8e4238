"""The floor: the product's own server, dispatcher and threads around an application that only says hello.

python -m benchmarks.hello PORT
"""

import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any

from afterword.core.asgi import App
from afterword.site.dispatch.body import Limits
from afterword.site.dispatch.dispatcher import Dispatcher
from afterword.site.dispatch.threads import Threads
from afterword.site.web_process import run_web, server_config

HELLO = b"hello\n"
REQUEST_BYTES = 1024 * 1024


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A WSGI application without framework or database."""
    del environ
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(HELLO)))])
    return [HELLO]


def no_socket(_path: str) -> App | None:
    return None


def main(port: int) -> None:
    application = Dispatcher(hello, no_socket, Threads(), Limits(REQUEST_BYTES))
    listening = socket.create_server(("127.0.0.1", port))
    listening.setblocking(False)
    run_web(server_config(application), listening, lambda: None)


if __name__ == "__main__":
    main(int(sys.argv[1]))

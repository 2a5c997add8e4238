"""Our server around a tiny WSGI application that shows what reached it: `python -m tests.site.probe_server PORT`."""

import hashlib
import json
import socket
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import django

django.setup()

from afterword.core.jobs.models import Schedule  # noqa: E402 - after setup
from afterword.site.dispatch.body import Limits  # noqa: E402
from afterword.site.dispatch.dispatcher import Dispatcher  # noqa: E402
from afterword.site.dispatch.threads import Threads  # noqa: E402
from afterword.site.web_process import run_web, server_config  # noqa: E402

LIMITS = Limits(request_bytes=3 * 2**20, idle_seconds=1.0, whole_seconds=8.0)
THREADS = 4


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    match environ["PATH_INFO"]:
        case "/sleep":
            time.sleep(float(asked["seconds"]))
            body: Iterable[bytes] = [b"slept"]
        case "/stream":
            body = (b"s" * 100_000 for _ in range(int(asked["pieces"])))
        case "/split":
            start_response("200 OK", [("X-Split", "one\r\nSet-Cookie: stolen=1")])
            return [b""]
        case "/keep":
            Schedule.objects.create(name=asked["name"])
            body = [b"kept"]
        case "/crash":
            raise RuntimeError("a probe")
        case _:
            body = [_shown(environ)]
    start_response("200 OK", [("Content-Type", "application/json"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    return body


def _shown(environ: dict[str, Any]) -> bytes:
    sent = environ["wsgi.input"].read()
    shown = {name: value for name, value in environ.items() if isinstance(value, str)}
    return json.dumps(shown | {"size": len(sent), "digest": hashlib.sha256(sent).hexdigest()}).encode()


if __name__ == "__main__":
    listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    dispatcher = Dispatcher(application, lambda _path: None, Threads(THREADS), LIMITS)
    run_web(server_config(dispatcher), listening, lambda: print("ready", flush=True))

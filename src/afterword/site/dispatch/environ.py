"""An ASGI request as WSGI knows it (PEP 3333)."""

import sys
from typing import Any
from urllib.parse import unquote_to_bytes

from afterword.core.asgi import Scope
from afterword.site.dispatch.body import Body

# Ours to say: the body's true size is known, and it is no longer in pieces.
_DROPPED = frozenset({b"content-length", b"transfer-encoding", b"content-type", b"expect"})


class AmbiguousHeader(Exception):
    """Two of a header that there can be only one of; whoever stands before us may have obeyed the other."""


def environ_of(scope: Scope, body: Body) -> dict[str, Any]:
    """AmbiguousHeader when Host or Content-Type came twice."""
    host, port = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "CONTENT_TYPE": _only(scope, b"content-type"),
        "CONTENT_LENGTH": str(body.size),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body.file,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    _only(scope, b"host")
    environ.update(_headers(scope))
    return environ


def _headers(scope: Scope) -> dict[str, str]:
    """Repeated headers joined. Names with an underscore are left out: they could pose as another header."""
    named: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        if raw_name in _DROPPED or b"_" in raw_name:
            continue
        name = f"HTTP_{raw_name.decode('latin-1').upper().replace('-', '_')}"
        value = raw_value.decode("latin-1")
        glue = "; " if raw_name == b"cookie" else ","
        named[name] = f"{named[name]}{glue}{value}" if name in named else value
    return named


def _only(scope: Scope, name: bytes) -> str:
    values = [value for key, value in scope["headers"] if key == name]
    if len(values) > 1:
        raise AmbiguousHeader(name.decode())
    return values[0].decode("latin-1") if values else ""

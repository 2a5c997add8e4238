"""The words of the ASGI protocol (asgi.readthedocs.io, specification 3.0) that our native handlers use."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def header(scope: Scope, name: bytes) -> bytes | None:
    """The first value of a header, whose name is given in lower case; None when it was not sent."""
    return next((value for key, value in scope["headers"] if key == name), None)

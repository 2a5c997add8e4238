"""Which handler takes a WebSocket. New sockets are one line here."""

import re

from afterword.core.asgi import App
from afterword.live.hints import hints

_ROUTES: tuple[tuple[re.Pattern[str], App], ...] = ((re.compile(r"/live/hints"), hints),)


def socket_at(path: str) -> App | None:
    """The handler of a socket's path, or None."""
    return next((handler for pattern, handler in _ROUTES if pattern.fullmatch(path)), None)

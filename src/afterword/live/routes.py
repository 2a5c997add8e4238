"""Which handler takes a WebSocket. New sockets are one line here."""

import re

from afterword.core.asgi import App
from afterword.live.documents import PREFIX, documents
from afterword.live.hints import hints

_UUID = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_ROUTES: tuple[tuple[re.Pattern[str], App], ...] = (
    (re.compile(r"/live/hints"), hints),
    (re.compile(PREFIX + _UUID), documents),
)


def socket_at(path: str) -> App | None:
    """The handler of a socket's path, or None."""
    return next((handler for pattern, handler in _ROUTES if pattern.fullmatch(path)), None)

"""How tests come to a document: as browsers do, with a session and a socket."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from afterword.documents.models import Document
from afterword.people.actor import Actor
from tests.live.writer import Writer


@dataclass
class Door:
    """Opens sockets as people's browsers do, and closes them at the end."""

    port: int
    client_of: Callable[[Actor], Client]
    stack: ExitStack

    def open(self, actor: Actor | None, document: Document, *, query: str = "acks=1", origin: str = "") -> Writer:
        return Writer(self.stack.enter_context(self.opener(actor, document, query=query, origin=origin)()))

    def opener(
        self, actor: Actor | None, document: Document, *, query: str = "acks=1", origin: str = ""
    ) -> Callable[[], ClientConnection]:
        """What opens a socket again and again, in any thread; the caller closes it."""
        headers = {}
        if actor:
            key = self.client_of(actor).cookies[settings.SESSION_COOKIE_NAME].value
            headers["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={key}"
        url = f"ws://localhost:{self.port}/live/documents/{document.pk}?{query}"
        page = origin or f"http://localhost:{self.port}"
        return lambda: connect(url, additional_headers=headers, max_size=None, origin=page)  # type: ignore[call-overload]

    def refusal(self, actor: Actor | None, document: Document, **more: str) -> int:
        with pytest.raises(InvalidStatus) as refused:
            self.open(actor, document, **more)
        return refused.value.response.status_code

"""One open socket that follows topics."""

import asyncio
import json

from afterword.core.asgi import Send
from afterword.live.auth import Guest

MOST_TOPICS = 50
MOST_WAITING = 200
POLICY, NOT_WELCOME = 1008, 4401


class Listener:
    """What one socket follows, and what it is still to be told.

    A newer hint replaces an older one about the same topic, so a slow client costs no memory. Lives on the loop.
    """

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.known: dict[str, int] = {}  # the head that the client was last told, by topic
        self._waiting: dict[str, dict[str, str | int]] = {}
        self._close_code = 0
        self._woken = asyncio.Event()

    def changed(self, topic: str, head: int) -> None:
        """Tell that the topic's stream has reached `head`, unless the client knows."""
        if self.known.get(topic) == head:
            return
        self.known[topic] = head
        self._say(topic, {"changed": topic, "head": head})

    def unknown(self, topic: str) -> None:
        """Tell that there is nothing to follow: gone, never there, or not for this person to see."""
        self.known.pop(topic, None)
        self._say(topic, {"unknown": topic})

    def refuse(self, why: str) -> None:
        self._say("", {"error": why})

    def close(self, code: int) -> None:
        """Close the socket, once what waits has been sent."""
        self._close_code = self._close_code or code
        self._woken.set()

    async def send_all(self, send: Send) -> None:
        """Send as fast as the client takes it, until it is closed or the task is cancelled."""
        while not self._close_code:
            await self._woken.wait()
            self._woken.clear()
            while self._waiting:
                message = self._waiting.pop(next(iter(self._waiting)))
                await send({"type": "websocket.send", "text": json.dumps(message)})
        await send({"type": "websocket.close", "code": self._close_code})

    def _say(self, about: str, message: dict[str, str | int]) -> None:
        self._waiting[about] = message
        if len(self._waiting) > MOST_WAITING:
            self.close(POLICY)
        self._woken.set()

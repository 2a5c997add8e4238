"""An editor in Python: the y-websocket protocol over a real socket, with a Yjs document of its own."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from afterword.documents.bridge.read import fragment, read
from afterword.live.rooms.wire import Kind, Step, presence, read_bytes, read_number, read_presence, sync
from afterword_text.tree import Tree, words_of


class Writer:
    """One open socket and what it has been told so far. `until` reads on until something has become true."""

    def __init__(self, socket: ClientConnection, doc: Doc[XmlFragment] | None = None) -> None:
        self.socket = socket
        self.doc = Doc() if doc is None else doc  # one that comes back brings what it has
        self.sent = self.acknowledged = 0
        self.standing: dict[str, Any] = {}
        self.people: dict[int, dict[str, Any]] = {}
        self.asked = 0  # how often the server asked for what it lacks
        self.is_synced = False
        with suppress(ConnectionClosed):  # reading says so
            socket.send(sync(Step.STATE, self.doc.get_state()))

    def write(self, words: str) -> bytes:
        """Put a paragraph at the top. Answers the update that was sent."""
        update = self.change(lambda top: top.children.insert(0, XmlElement("paragraph", {}, [XmlText(words)])))
        self.send_update(update)
        return update

    def change(self, change: Callable[[XmlFragment], object]) -> bytes:
        """The update of a change made here and not sent yet."""
        updates: list[bytes] = []
        subscription = self.doc.observe(lambda event: updates.append(event.update))
        with self.doc.transaction():
            change(fragment(self.doc))
        self.doc.unobserve(subscription)
        return updates[0]

    def send_update(self, update: bytes) -> None:
        self.sent += 1
        self.socket.send(sync(Step.UPDATE, update))

    def show(self, client: int, clock: int, state: dict[str, Any] | None) -> None:
        self.socket.send(presence([(client, clock, json.dumps(state).encode())]))

    @property
    def tree(self) -> Tree:
        return read(self.doc)

    @property
    def words(self) -> str:
        return words_of(self.tree)

    def until(self, is_true: Callable[[], bool], seconds: float = 5) -> None:
        """Raises TimeoutError when it does not become true, and ConnectionClosed when the server closes."""
        end = time.monotonic() + seconds
        while not is_true():
            self.hear(self.socket.recv(max(0.001, end - time.monotonic())))

    def synced(self) -> "Writer":
        self.until(lambda: self.is_synced)
        return self

    def saved(self, seconds: float = 5) -> "Writer":
        """Until everything sent has been acknowledged."""
        self.until(lambda: self.acknowledged >= self.sent, seconds)
        return self

    def hear(self, message: str | bytes) -> None:
        assert isinstance(message, bytes)
        match message[0]:
            case Kind.SYNC:
                body, _end = read_bytes(message, 2)
                if message[1] == Step.STATE:
                    self.asked += 1
                    self.sent += 1
                    self.socket.send(sync(Step.MISSING, self.doc.get_update(body)))
                else:
                    self.doc.apply_update(body)
                    self.is_synced = self.is_synced or message[1] == Step.MISSING
            case Kind.PRESENCE:
                for client, _clock, state in read_presence(message):
                    self.people[client] = json.loads(state)
            case Kind.ACKNOWLEDGED:
                self.acknowledged += read_number(message, 1)[0]
            case Kind.STANDING:
                self.standing = json.loads(read_bytes(message, 1)[0])

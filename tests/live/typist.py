"""Somebody who types on and on, whatever happens to the server, as a browser does: comes back with what it has."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.exceptions import InvalidHandshake, WebSocketException
from websockets.sync.client import ClientConnection

from tests.live.writer import Writer

Open = Callable[[], ClientConnection]
LOST = (WebSocketException, InvalidHandshake, OSError, TimeoutError, EOFError)


class Typist(threading.Thread):
    """`promised` are the words that its page has shown as saved; what it holds of others it has seen."""

    def __init__(self, name: str, opened: Open, *, seconds: float) -> None:
        super().__init__(name=name, daemon=True)
        self.promised: set[str] = set()
        self.typed: list[str] = []
        self.comebacks = -1
        self.stop = threading.Event()
        self._doc: Doc[XmlFragment] = Doc()
        self._open, self._pause = opened, seconds

    def run(self) -> None:
        while not self.stop.is_set() or set(self.typed) != self.promised:
            try:
                with self._open() as socket:
                    self.comebacks += 1
                    self._sit(Writer(socket, self._doc))
            except LOST:
                time.sleep(0.1)

    def _sit(self, writer: Writer) -> None:
        writer.synced()
        due = time.monotonic()
        while True:
            if not self.stop.is_set() and time.monotonic() >= due:
                due = time.monotonic() + self._pause
                self._type(writer, f"{self.name}-{len(self.typed)}")
            with suppress(TimeoutError):
                writer.until(lambda: False, min(self._pause, 0.05))
            if writer.acknowledged >= writer.sent:
                self.promised.update(self.typed)
                if self.stop.is_set():
                    return

    def _type(self, writer: Writer, word: str) -> None:
        self.typed.append(word)  # before it is sent: from here on it must not get lost
        writer.send_update(writer.change(lambda top: _put(top, word)))

    @property
    def words(self) -> set[str]:
        """All that it holds, of others too."""
        return words_in(self._doc)


def _put(top: XmlFragment, word: str) -> None:
    top.children.insert(0, XmlElement("paragraph", {}, [XmlText(word)]))


def words_in(doc: Doc[XmlFragment]) -> set[str]:
    """Every word of its own paragraph."""
    top = doc.get("default", type=XmlFragment)
    return {str(each.children[0]) for each in top.children if isinstance(each, XmlElement) and len(each.children)}

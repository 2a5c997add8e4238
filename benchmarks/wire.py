"""A client that costs next to nothing, so that what is measured is the server."""

import socket
from dataclasses import dataclass
from typing import Self

_END_OF_HEADERS = b"\r\n\r\n"
_LENGTH = b"content-length:"
ANSWER_SECONDS = 120.0


@dataclass(frozen=True)
class Request:
    """One request as an operation wants it; the body is JSON."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


class Wire:
    """One connection that is kept open, with one request on it at a time."""

    def __init__(self, port: int) -> None:
        self._host = f"localhost:{port}"
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def bytes_of(self, request: Request) -> bytes:
        """What goes out; made beforehand, so that it is not measured."""
        headers = [("Host", self._host), *request.headers]
        if request.body:
            headers += [("Content-Type", "application/json"), ("Content-Length", str(len(request.body)))]
        lines = [f"{request.method} {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
        return "\r\n".join(lines).encode() + _END_OF_HEADERS + request.body

    def send(self, raw: bytes) -> Answer:
        """Send and read the whole answer. ConnectionError when the server hangs up."""
        self._socket.sendall(raw)
        head, _, body = self._read_until_headers_end().partition(_END_OF_HEADERS)
        length = _content_length(head)
        parts, missing = [body], length - len(body)
        while missing > 0:
            parts.append(self._read())
            missing -= len(parts[-1])
        return Answer(int(head[9:12]), b"".join(parts))

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _read_until_headers_end(self) -> bytes:
        received = self._read()
        while _END_OF_HEADERS not in received:
            received += self._read()
        return received

    def _read(self) -> bytes:
        part = self._socket.recv(262_144)
        if not part:
            raise ConnectionError("the server ended the connection")
        return part


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(_LENGTH):
            return int(line[len(_LENGTH) :])
    return 0

"""The socket that a server takes connections from."""

import errno
import socket

from afterword.core.errors import DomainError


class CannotStart(DomainError):
    """The server can't start; the sentence says what is in the way."""

    code = "cannot_start"


def listen(host: str, port: int) -> socket.socket:
    """Bound and listening. CannotStart when the port is taken or not ours to take."""
    try:
        family, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(1024)
    except OSError as error:
        raise CannotStart(_words_for(error, host, port)) from error
    listening.setblocking(False)
    return listening


def _words_for(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program; choose another with PORT=8001."
    if error.errno == errno.EACCES:
        return f"Port {port} is only for the administrator of this machine; choose one above 1023."
    return f"Can't listen on {host}:{port}: {error.strerror}."

"""Nothing that a test does in its own process may reach beyond this machine."""

import ipaddress
import socket
import sys

LOCAL_NAMES = {"localhost", "", None}


class OutsideReached(Exception):
    """A test tried to talk to another machine; give it a fake remote on 127.0.0.1 instead."""


def stay_on_this_machine() -> None:
    """From now on, for the whole process: connecting or resolving anything but loopback raises OutsideReached."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        _check(arguments[0])
    elif event in ("socket.connect", "socket.sendto"):
        connection, address = arguments[0], arguments[1]
        if isinstance(connection, socket.socket) and connection.family in (socket.AF_INET, socket.AF_INET6):
            _check(address[0] if isinstance(address, tuple) else None)


def _check(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES or is_loopback(str(name)):
        return
    raise OutsideReached(f"A test reached for {name}. Tests talk to 127.0.0.1 only.")


def is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False

"""Why a command did not do what it was asked to, and the exit code that tells scripts so."""

from enum import IntEnum


class Exit(IntEnum):
    REFUSED = 1
    USAGE = 2
    UNREACHABLE = 3
    NOT_SIGNED_IN = 4


class Failure(Exception):
    """A sentence for whoever typed the command. Usage mistakes are typer's own, with its exit code 2."""

    exit = Exit.REFUSED


class Refused(Failure):
    """The server understood and said no; `code` is its stable name for why."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class Unreachable(Failure):
    exit = Exit.UNREACHABLE


class NotSignedIn(Failure):
    exit = Exit.NOT_SIGNED_IN

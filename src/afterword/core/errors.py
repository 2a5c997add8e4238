"""What a verb may answer instead of doing it. One handler per front door turns these into words."""

from collections.abc import Mapping


class DomainError(Exception):
    """A refusal with a stable code for programs and a sentence for people."""

    code = "refused"
    status = 400

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        if code:
            self.code = code


class NotFound(DomainError):
    """There is no such thing, or the actor may not know that there is."""

    code = "not_found"
    status = 404


class NotAllowed(DomainError):
    """The actor sees the thing but may not do this to it."""

    code = "not_allowed"
    status = 403


class Conflict(DomainError):
    """Somebody else was first, or the thing is no longer in a state that allows this."""

    code = "conflict"
    status = 409


class Invalid(DomainError):
    """What was sent can't be accepted; says which field and why."""

    code = "invalid"
    status = 422

    def __init__(self, fields: Mapping[str, str], *, code: str = "") -> None:
        super().__init__("; ".join(fields.values()), code=code)
        self.fields = dict(fields)

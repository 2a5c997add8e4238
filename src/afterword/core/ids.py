"""Identifiers of rows and sockets. Their order is never used for paging or following."""

import uuid

import uuid_utils


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562)."""
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)

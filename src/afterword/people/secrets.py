"""Secrets that open a door: long, random, kept as digests only."""

import hashlib
import secrets

PREFIX = "aw_"


def new_secret() -> str:
    """256 random bits, with a prefix that scanners of leaked secrets can know."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """SHA-256 in hex; enough because the secret is random, not chosen by a person."""
    return hashlib.sha256(secret.encode()).hexdigest()

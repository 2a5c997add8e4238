"""Keeping secrets out of the log."""

import logging
import re

# Ours begin with aw_ (people/secrets.py); the key of a password link is told by where it stands.
_OURS = re.compile(r"aw_[A-Za-z0-9_-]{16,}")
_RESET_KEY = re.compile(r"(/password/reset/[0-9A-Za-z]+-)[^\s'\"?]+")


class WithoutSecrets(logging.Filter):
    """Django logs the path of a request that failed, and a path may hold a link that opens a door."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        cleaned = redacted(message)
        if cleaned != message:
            record.msg, record.args = cleaned, None
        return True


def redacted(text: str) -> str:
    """The text with every secret replaced by dots."""
    return _RESET_KEY.sub(r"\1...", _OURS.sub("aw_...", text))

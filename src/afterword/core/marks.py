"""Noticing that a row is no longer as somebody saw it who is still writing about it."""

import hashlib
import json
from collections.abc import Mapping


def mark_of(facts: Mapping[str, object]) -> str:
    """Short, and another one as soon as anything is different."""
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest()[:16]

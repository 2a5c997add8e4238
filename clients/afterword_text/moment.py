"""A date in a document as people read it: the day, the time and always the zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from afterword_text.tree import Node, string

_SHAPES = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S"}


def moment(of: Node) -> str:
    """The date in its own zone, UTC when it names none; just as it was written when it is no time."""
    at, zone = string(of, "at"), string(of, "zone") or "UTC"
    shape = _SHAPES.get(string(of, "precision"), _SHAPES["minute"])
    try:
        when = datetime.fromisoformat(at)
        if shape == _SHAPES["day"] and len(at) == len("2026-11-02"):
            return at
        if when.tzinfo is not None:
            when = when.astimezone(ZoneInfo(zone))
    except (ValueError, OSError, LookupError, OverflowError):  # unknown zones raise each of them
        return at
    return f"{when:{shape}}" if shape == _SHAPES["day"] else f"{when:{shape}} {zone}"

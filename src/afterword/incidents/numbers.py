"""Reading the number of an incident as people write it: 142, #142, INC-142."""

import re

_REFERENCE = re.compile(r"(?:INC-|#)?(\d{1,9})", re.IGNORECASE)


def number_in(text: str) -> int | None:
    """The number; None when it is none."""
    found = _REFERENCE.fullmatch(text.strip())
    return int(found[1]) if found else None

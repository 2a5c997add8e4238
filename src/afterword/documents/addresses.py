"""Which addresses in a document may be followed or loaded."""

import re
from urllib.parse import urlsplit

LINKED = frozenset({"http", "https", "mailto"})
LOADED = frozenset({"https"})
# An address in running text ends before the punctuation that closes the sentence.
IN_TEXT = re.compile(r"https?://[^\s<>\"'“”‘’，。；！？、（）]*[^\s<>\"'“”‘’，。；！？、（）.,;:!?)\]}*_~]")


def is_allowed(address: str, schemes: frozenset[str]) -> bool:
    """Whether it has one of the schemes, or none and no other host: then it leads to this site."""
    if re.search(r"[\s\\\x00-\x1f\x7f]", address):  # browsers drop or turn these, and arrive elsewhere
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme in schemes and bool(parts.netloc or parts.scheme == "mailto")
    return not parts.netloc and not address.startswith("//") and bool(address)

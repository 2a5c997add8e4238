"""The kinds of catalog rows. Importing this registers them."""

from afterword.incidents.nouns import experiences, fields, roles, severities, statuses, types
from afterword.incidents.nouns.noun import Noun, live, noun_called, noun_of

__all__ = [
    "Noun", "experiences", "fields", "live", "noun_called", "noun_of", "roles", "severities", "statuses", "types",
]  # fmt: skip

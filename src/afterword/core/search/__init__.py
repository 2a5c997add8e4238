"""Finding rows by words: `put` and `drop` keep the index, `matching` and `ranked` ask it."""

from afterword.core.search.find import Hit, matching, ranked
from afterword.core.search.index import drop, prune, put

__all__ = ["Hit", "drop", "matching", "prune", "put", "ranked"]

"""How much a document holds, to see whether merging lost something."""

import json
from collections import Counter
from dataclasses import dataclass

from afterword.documents.bridge.read import Document, grouped, read
from afterword_text.tree import children, walk

Leaves = Counter[str]


@dataclass(frozen=True)
class Weight:
    letters: int
    nodes: int

    def __sub__(self, other: "Weight") -> "Weight":
        return Weight(self.letters - other.letters, self.nodes - other.nodes)


def weight(doc: Document) -> Weight:
    """How many letters and how many nodes that are not text."""
    nodes = list(walk(read(doc)))
    return Weight(
        letters=sum(len(each.get("text", "")) for each in nodes),
        nodes=sum(1 for each in nodes if each["type"] != "text"),
    )


def leaves(doc: Document) -> Leaves:
    """Every run of text and every node without children, with how often it stands there."""
    found: Leaves = Counter()
    for each in walk(read(doc)):
        if not children(each):
            if each["type"] != "text":
                found[json.dumps(each, sort_keys=True)] += 1
        else:
            runs = (run for run in grouped(children(each)) if run["type"] == "run")
            found.update(json.dumps(run, sort_keys=True) for run in runs)
    return found

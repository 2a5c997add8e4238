"""Names for headings, so that a section can be linked to and edited while its title changes."""

import re
import unicodedata

from afterword_text.tree import Node, Tree, children, string, words_of

LEAD = "lead"  # what stands before the first section; no heading may take this name
_GOOD = re.compile(r"[\w-]{1,80}")


def slug(title: str) -> str:
    """A short name in small letters for a title in any script; "section" when nothing is left of it."""
    plain = unicodedata.normalize("NFKC", title).lower()
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:40].strip("-") or "section"


def names(tree: Tree) -> list[str]:
    """For every top-level block its heading's name, unique in the document; empty for other blocks.

    A heading keeps the id it carries; one without, or the second with the same, is named after its title.
    """
    blocks = children(tree)
    carried = [string(block, "id") if _is_named(block) else "" for block in blocks]
    first = {name: at for at, name in reversed(list(enumerate(carried))) if name}
    taken, found = set(first) | {LEAD}, []
    for at, block in enumerate(blocks):
        if block["type"] != "heading":
            found.append("")
        elif carried[at] and first[carried[at]] == at:
            found.append(carried[at])
        else:
            found.append(_free(slug(words_of(block)), taken))
            taken.add(found[-1])
    return found


def with_ids(tree: Tree) -> Tree:
    """The tree with every top-level heading carrying its name as its id."""
    named = [_with_id(block, name) if name else block for block, name in zip(children(tree), names(tree), strict=True)]
    return {**tree, "content": named}


def keep_ids(before: list[Node], after: list[Node]) -> list[Node]:
    """The new blocks, their headings carrying the ids of the old ones they replace.

    The same title at the same level keeps its id, then whatever stands first; what is left is matched in order.
    """
    free = [block for block in before if _is_named(block) and not _carries(after, string(block, "id"))]
    made = list(after)
    for is_heir in (_is_same, _is_first, _is_level):
        for at, block in enumerate(made):
            if block["type"] == "heading" and not _is_named(block):
                heir = next((old for old in free if is_heir(old, block, before, made)), None)
                if heir is not None:
                    free.remove(heir)
                    made[at] = _with_id(block, string(heir, "id"))
    return made


def _is_same(old: Node, new: Node, _before: list[Node], _after: list[Node]) -> bool:
    return _is_level(old, new, _before, _after) and words_of(old).strip() == words_of(new).strip()


def _is_first(old: Node, new: Node, before: list[Node], after: list[Node]) -> bool:
    return old is before[0] and new is next(block for block in after if block["type"] == "heading")


def _is_level(old: Node, new: Node, _before: list[Node], _after: list[Node]) -> bool:
    return old.get("attrs", {}).get("level") == new.get("attrs", {}).get("level")


def _carries(blocks: list[Node], name: str) -> bool:
    return any(block["type"] == "heading" and string(block, "id") == name for block in blocks)


def _is_named(block: Node) -> bool:
    name = string(block, "id")
    return block["type"] == "heading" and name != LEAD and _GOOD.fullmatch(name) is not None


def _with_id(block: Node, name: str) -> Node:
    return {**block, "attrs": {**block.get("attrs", {}), "id": name}}


def _free(wish: str, taken: set[str]) -> str:
    name, count = wish, 2
    while name in taken:
        name, count = f"{wish}-{count}", count + 1
    return name

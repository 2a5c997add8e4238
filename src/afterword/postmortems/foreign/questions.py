"""From hints to guides: what a template asks of its writer, whatever signs it asks with."""

import re
from itertools import chain

from afterword.postmortems.foreign.hints import (
    asked,
    has_hint,
    has_placeholder,
    is_asked,
    is_blank,
    is_label,
    is_sample,
)
from afterword.postmortems.phrases import question
from afterword_text.tree import Node, children, node, paragraph, string, walk, words_of

_COMMENT = re.compile(r"<!--(.{0,2000}?)-->", re.DOTALL)
_NO_HINT = re.compile(r"\s*(?:markdownlint|toc\b|/?block|prettier|vim:)", re.IGNORECASE)
_EXAMPLES = re.compile(r"(?:for example|e\.g\.|such as|例如|比如)[,:，：]?$", re.IGNORECASE)
_LISTS = ("bulletList", "orderedList")


def asking(blocks: list[Node], *, is_all_hint: bool = False) -> list[Node]:
    """The blocks with guides in the places of hints; with `is_all_hint`, of all prose too."""
    made: list[Node] = []
    at = 0
    while at < len(blocks):
        here, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        at += 1
        if label := _label_over(here, after):
            guides = _parts_of(after) if after else []
            made += _joined(label, guides)
            at += 1
            continue
        is_title = after is not None and here["type"] == "paragraph" and is_label(words_of(here)) and _is_said(after)
        found = [here] if is_title else _asked(here, is_all_hint)
        if after and after["type"] in _LISTS and found and _ends_in_example(found[-1]):
            words = "; ".join(words_of(each).strip() for each in children(after))
            found[-1] = question(f"{words_of(found[-1])} {words}")
            at += 1
        made += found
    return _once(made)


def _asked(here: Node, is_all_hint: bool) -> list[Node]:
    kind = here["type"]
    if kind == "paragraph":
        return _paragraph(here, is_all_hint)
    if kind in _LISTS:
        return _list(here, is_all_hint)
    if kind == "taskList":
        return _tasks(here)
    if kind == "table":
        return _table(here)
    if kind == "blockquote":
        inside = asking(children(here), is_all_hint=is_all_hint or len(words_of(here)) < 120)
        return inside if all(each["type"] == "guide" for each in inside) else [{**here, "content": inside}]
    if kind == "rawHtml" and (found := _COMMENT.findall(string(here, "html"))):
        return [question(asked(each)) for each in found if asked(each) and not _NO_HINT.match(each)]
    if kind == "codeBlock" and has_hint(words_of(here)) and re.fullmatch(r"\s*\[[^\]]*\]\s*", words_of(here)):
        return [question(asked(words_of(here)))]
    return [here]


def _paragraph(here: Node, is_all_hint: bool) -> list[Node]:
    comments = [found for each in walk(here) for found in _COMMENT.findall(string(each, "html"))]
    words = _words(here)
    if not words.strip() and not comments:
        return [here] if any(each["type"] == "image" for each in walk(here)) else []
    if is_sample(words):
        return []
    is_told = is_all_hint and not has_placeholder(words)
    if not (comments or has_hint(words) or is_label(words) or is_asked(words) or _is_italic(here) or is_told):
        return [here]
    said = " ".join([words, *comments]).strip()
    return [question(asked(said))] if asked(said) else []


def _words(here: Node) -> str:
    """With line breaks as spaces; link texts stand as they are, for they are no hint."""
    said = ("" if each["type"] == "rawHtmlInline" else words_of(each) for each in children(here))
    return "".join(said)


def _is_italic(here: Node) -> bool:
    """Whether all of it is italic, apart from a bold label in front."""
    runs = [each for each in children(here) if each.get("text", "").strip(" :：")]
    worn = [{one["type"] for one in each.get("marks", [])} for each in runs]
    rest = worn[1:] if len(worn) > 1 and "bold" in worn[0] and ":" in words_of(here) else worn
    return bool(rest) and all("italic" in each or "bold" in each for each in rest) and "italic" in set(chain(*rest))


def _list(here: Node, is_all_hint: bool) -> list[Node]:
    """Items that ask stand as guides between what is left of the list."""
    made: list[Node] = []
    words = [words_of(each) for each in children(here)]
    is_said = sum(is_asked(each) or has_hint(each) or is_label(each) for each in words) * 2 < len(words)
    for item in children(here):
        found = [item] if is_said and not is_all_hint and _is_plain(item) else _item(item, is_all_hint)
        if len(found) == 1 and found[0]["type"] == "listItem" and made and made[-1]["type"] == here["type"]:
            made[-1] = node(here["type"], children(made[-1]) + found)
        else:
            made += [node(here["type"], [each]) if each["type"] == "listItem" else each for each in found]
    return [_as_tasks(each) if each["type"] in _LISTS else each for each in made]


def _is_plain(item: Node) -> bool:
    words = words_of(item)
    return len(children(item)) == 1 and not (has_hint(words) or is_label(words) or is_blank(words) or is_sample(words))


def _item(item: Node, is_all_hint: bool) -> list[Node]:
    first, *rest = children(item) or [paragraph()]
    if label := _label_over(first, rest[0] if rest else None):
        return [*_joined(label, _parts_of(rest[0])), *asking(rest[1:])]
    head, below = _paragraph(first, is_all_hint), asking(rest, is_all_hint=is_all_hint)
    if head and head[0]["type"] == "paragraph":
        return [{**item, "content": [*head, *below]}]
    return [*head, *below]


def _as_tasks(made: Node) -> Node:
    """“- [] do this” is a box to tick, written in haste."""
    if not all(words_of(each).startswith("[]") for each in children(made)):
        return made
    words = [words_of(each).removeprefix("[]").strip() for each in children(made)]
    return node("taskList", [node("taskItem", [paragraph(each)]) for each in words])


def _tasks(here: Node) -> list[Node]:
    kept: list[Node] = [{**each, "content": _ticked(each)} for each in children(here) if asked(words_of(each))]
    return [{**here, "content": kept}] if kept else []


def _ticked(item: Node) -> list[Node]:
    words = words_of(item)
    return [paragraph(asked(words))] if has_hint(words) else children(item)


def _table(here: Node) -> list[Node]:
    """A table to fill in becomes one guide with its labels; one with facts stays."""
    head, *rows = [children(each) for each in children(here)]
    is_open = not rows or any(is_blank(words_of(each)) or has_hint(words_of(each)) for row in rows for each in row)
    if not is_open:
        return [here]
    has_labels = any(asked(words_of(row[0])) for row in rows if row) and all(asked(words_of(each)) for each in head)
    cells = [words_of(each) for each in [*([] if has_labels else head), *chain(*rows)]]
    labels = (asked(each) for each in cells if not re.search(r"_{3,}", each))
    said = "; ".join(dict.fromkeys(each for each in labels if each and not is_sample(each)))
    return [question(said)] if said else []


def _label_over(here: Node, after: Node | None) -> str:
    """The label whose answers are the list below it: of blanks, or of questions."""
    if here["type"] != "paragraph" or after is None or after["type"] not in _LISTS or not _is_shallow(after):
        return ""
    words = _words(here)
    if not (is_label(words) or has_hint(words)):
        return ""
    found = asking([after])
    is_open = all(each["type"] in ("guide", "codeBlock") for each in found)
    return asked(words) if is_open else ""


def _parts_of(below: Node) -> list[Node]:
    return asking([below])


def _joined(label: str, guides: list[Node]) -> list[Node]:
    parts = "; ".join(words_of(each) for each in guides if each["type"] == "guide")
    return [
        question(f"{label}: {parts}" if parts else label),
        *(each for each in guides if each["type"] != "guide"),
    ]


def _is_said(after: Node) -> bool:
    """Whether it has words of its own, so that a label above it is a title and no question."""
    if after["type"] not in (*_LISTS, "codeBlock", "table", "taskList") or not _is_shallow(after):
        return False
    return any(each["type"] != "guide" for each in _asked(after, is_all_hint=False))


def _is_shallow(top: Node, levels: int = 9) -> bool:
    """Looking ahead doubles the work with each level: no template asks for more than a few."""
    return levels > 0 and all(_is_shallow(each, levels - 1) for each in children(top))


def _ends_in_example(last: Node) -> bool:
    return last["type"] == "guide" and bool(_EXAMPLES.search(words_of(last)))


def _once(blocks: list[Node]) -> list[Node]:
    """Factor 1 and Factor 2 ask the same: the writer repeats what is needed, the template need not."""
    seen: set[str] = set()
    kept: list[Node] = []
    for each in blocks:
        words = re.sub(r"\d+", "", words_of(each)) if each["type"] == "guide" else ""
        if words in seen:
            continue
        seen = seen | {words} if words else set()
        kept.append(each)
    return kept

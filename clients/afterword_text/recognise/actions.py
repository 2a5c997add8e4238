"""What was to be done afterwards: items of a list, with or without a box to tick, or rows of a table."""

import re

from afterword_text.recognise.blocks import Block
from afterword_text.recognise.found import FoundAction
from afterword_text.recognise.lines import SourceLine, cells, is_rule, plain
from afterword_text.recognise.stamps import stamp_in

_ITEM = re.compile(r"(\s*)(?:[-*+]|\d+[.)])\s*(\[(?P<box>[ xX]?)\](?=\s))?\s*(?P<words>\S.*)")
_OWNER = re.compile(
    r"[\s.(（,;，；。—-]*\b(?:owners?|assignee|assigned to|负责人)\s*[:：]\s*(?P<who>[^),.;，；）]+)[)）]?",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"[\s.(（,;，；。—-]*(?:\bdue(?: date| by| on)?|\bdeadline|截止(?:日期|时间)?)\s*[:：]?"
    r"\s*(?P<day>[^),;，；）\d]*\d[^),;，；）]*)[)）]?",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>()\]]+")
_DONE = re.compile(
    r"✅|☑|^\s*(?:done|completed?|closed|fixed|已完成|完成)\b|^(?:已完成|完成)|\((?:done|completed)", re.IGNORECASE
)
_COLUMNS = (
    ("words", r"action|item|task|what|description|follow|改进|行动|措施|内容|事项|任务"),
    ("owner", r"owner|who|assignee|responsible|负责"),
    ("due", r"due|deadline|when|date|截止|期限|日期"),
    ("done", r"status|state|done|状态|完成"),
    ("url", r"link|ticket|issue|tracker|jira|链接|工单"),
)  # fmt: skip


def actions_of(block: Block) -> list[FoundAction]:
    """What the block lists; what stands indented below an item are its details."""
    made: list[FoundAction] = []
    waiting: list[SourceLine] = []
    for line in block.lines:
        if line.is_code or line.level:
            continue
        if cells(line.text) is not None:
            waiting.append(line)
            continue
        item = _ITEM.match(line.text)
        if item and len(item[1]) <= 1:
            made.append(_item(item, line.number))
        elif made and not line.is_blank and not item and not made[-1].details and _was_text(block, line):
            made[-1] = _longer(made[-1], line.text.strip())
        elif made and not line.is_blank and line.text.startswith((" ", "\t")):
            made[-1] = _with_details(made[-1], line.text)
    return made + _rows(waiting)


def _item(item: re.Match[str], line: int) -> FoundAction:
    is_done = (item["box"] or "").lower() == "x"
    return _action(item["words"], line, is_done=is_done)


def _action(
    words: str, line: int, *, owner: str = "", due: str = "", url: str = "", is_done: bool = False
) -> FoundAction:
    is_done = is_done or bool(_DONE.search(words))
    who, until, link = _OWNER.search(words), _DUE.search(words), _URL.search(words)
    if who:
        owner, words = owner or who["who"], words.replace(who[0], "")
        until = _DUE.search(words)
    stamp = stamp_in(until["day"], None) if until and not due else None
    if until and stamp and stamp.day:
        due, words = stamp.day.isoformat(), words.replace(until[0], "")
    said = words.replace("✅", "").strip(" ~")
    return FoundAction(said, line, "", plain(owner), due, url or (link[0].rstrip(".,") if link else ""), is_done)


def _with_details(action: FoundAction, text: str) -> FoundAction:
    details = f"{action.details}\n{text.rstrip()}".strip("\n")
    return FoundAction(action.words, action.line, details, action.owner, action.due, action.url, action.is_done)


def _longer(action: FoundAction, text: str) -> FoundAction:
    words = f"{action.words} {text}"
    return FoundAction(words, action.line, action.details, action.owner, action.due, action.url, action.is_done)


def _was_text(block: Block, line: SourceLine) -> bool:
    """Whether the line before it is no blank one: then it goes on."""
    before = [each for each in block.lines if each.number == line.number - 1]
    return bool(before) and not before[0].is_blank


def _rows(lines: list[SourceLine]) -> list[FoundAction]:
    rows = [(line.number, cells(line.text) or []) for line in lines]
    if len(rows) < 2:
        return []
    columns = [_column(plain(cell)) for cell in rows[0][1]]
    if "words" not in columns:
        return []
    made = []
    for number, row in rows[1:]:
        said = dict(zip(reversed(columns), reversed(row), strict=False)) if len(row) == len(columns) else {}
        if is_rule(row) or not said.get("words"):
            continue
        stamp = stamp_in(said.get("due", ""), None)
        link = _URL.search(said.get("url", ""))
        made.append(
            _action(
                said["words"],
                number,
                owner=said.get("owner", ""),
                due=stamp.day.isoformat() if stamp and stamp.day else "",
                url=link[0] if link else "",
                is_done=bool(_DONE.search(said.get("done", ""))) or "[x]" in said.get("done", "").lower(),
            )
        )
    return made


def _column(head: str) -> str:
    return next((name for name, words in _COLUMNS if re.search(words, head, re.IGNORECASE)), "")

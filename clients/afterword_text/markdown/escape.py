"""Writing words so that Markdown reads them as words."""

import re

from afterword_text.markdown import addresses, foreign_lines
from afterword_text.markdown.characters import is_word

_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_LINE_STARTS = (
    re.compile(r"^(?P<sign>[-+])(?=\s|$)"),  # an item
    re.compile(r"^(?P<before>\d{1,9})(?P<sign>[.)])(?=\s|$)"),  # a numbered item
    re.compile(r"^(?P<sign>#)(?=#{0,5}(\s|$))"),  # a heading
    re.compile(r"^(?P<sign>>)"),  # a quotation
    re.compile(r"^(?P<sign>[:~])(?=[ \t])"),  # what a term means
    re.compile(r"^(?P<sign>[-=:|])(?=[-=:|\s]*$)"),  # a rule, the underline of a heading, the second line of a table
)
_SAFE_ADDRESS = re.compile(r"[^\s<>()\\&\x00-\x1f\x7f]+")


def words(
    raw: str,
    *,
    first: bool,
    last: bool,
    in_link: bool = False,
    before_bracket: bool = False,
    after_emphasis: bool = False,
    before_italic: bool = False,
) -> str:
    """A run of plain text, escaped.

    first, last: nothing stands before or after it in its line; before_bracket: a link or picture follows;
    after_emphasis: emphasis ends before it; before_italic: italic begins or ends behind it.
    """
    made: list[str] = []
    reached = 0
    for start, end in () if in_link else addresses.spans(raw, before_underscore=before_italic):
        made.append(_part(raw, (reached, start), first, last, in_link))
        reached = start
        if start == end:
            made.append(raw[start : raw.index(":", start)] + "\\")
            reached = raw.index(":", start)
        elif start or not after_emphasis:
            made.append(raw[start:end])
            reached = end
    made.append(_part(raw, (reached, len(raw)), first, last, in_link))
    said = _ENTITY.sub(r"\\&", "".join(made))
    return said[:-1] + r"\!" if before_bracket and said.endswith("!") else said


def line_start(made: str) -> str:
    """An escaped run that begins a line, so that it does not begin a block."""
    if foreign_lines.may_begin(made):
        return f"\\{made}"
    for pattern in _LINE_STARTS:
        if found := pattern.match(made):
            at = found.start("sign")
            return f"{made[:at]}\\{made[at:]}"
    return made


def reference(character: str) -> str:
    """A character by its number: the same letter, but punctuation to the rules of emphasis."""
    return f"&#{ord(character)};"


def code(raw: str) -> str:
    """A code span, fenced by more backticks than it holds in a row."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", raw)), default=0))
    touches = raw.startswith("`") or raw.endswith("`")
    pad = " " if touches or (raw.startswith(" ") and raw.endswith(" ") and raw.strip(" ")) else ""
    return f"{fence}{pad}{raw}{pad}{fence}"


def destination(href: str, title: str) -> str:
    """What stands in the round brackets of a link or picture."""
    if _SAFE_ADDRESS.fullmatch(href):
        made = href
    elif "&" in href and _SAFE_ADDRESS.fullmatch(href.replace("&", "")):
        made = _ENTITY.sub("&amp;", href)
    else:
        escaped = re.sub(r"([\\<>])", r"\\\1", href)
        made = f"<{_ENTITY.sub('&amp;', escaped)}>"
    return f'{made} "{quoted(title)}"' if title else made


def quoted(title: str) -> str:
    return _ENTITY.sub("&amp;", re.sub(r'(["\\])', r"\\\1", title))


def _is_special(raw: str) -> bool:
    return re.search(r"[\\`*\[\]_<~]", raw) is not None


def _part(raw: str, span: tuple[int, int], first: bool, last: bool, in_link: bool) -> str:
    if not _is_special(raw[slice(*span)]):
        return raw[slice(*span)]
    return "".join(_one(raw, at, first, last, in_link) for at in range(*span))


def _one(raw: str, at: int, first: bool, last: bool, in_link: bool) -> str:
    character = raw[at]
    before, after = raw[at - 1 : at] if at else "", raw[at + 1 : at + 2]
    if character in "\\`*[":
        return f"\\{character}"
    if character == "]" and in_link:
        return r"\]"
    if character == "_" and not _is_inside_word(raw, at, first, last):
        return r"\_"
    if character == "<" and (not after or after in "/!?" or (after.isascii() and after.isalpha())):
        return r"\<"
    if character == "~" and ("~" in (before, after) or (not before and not first) or (not after and not last)):
        return r"\~"
    return character


def _is_inside_word(raw: str, at: int, first: bool, last: bool) -> bool:
    """Whether letters stand on both sides and will stay letters: those beside emphasis may be written by number."""
    if not (is_word(raw[at - 1 : at] if at else "") and is_word(raw[at + 1 : at + 2])):
        return False
    return (at > 1 or first) and (at < len(raw) - 2 or last)

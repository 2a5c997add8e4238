"""Which words of a template are a question to its writer: blanks, brackets, empty labels, instructions."""

import re

from afterword.postmortems.placeholders import PLACEHOLDER

# Blanks, brackets, braces that are no placeholder of ours, figures and stamps that stand for others, choices.
_FILLER = r"\b(?:XXX+|YYY+|ZZZ+)\b"
_HINT = re.compile(
    r"_{3,}|\[(?!P\d\]|x\]|\s?\])[^\]\n]{2,200}\]|\{\{(?!\s*[A-Z][A-Z0-9_]*\s*\}\})[^}\n]{0,200}\}\}|\?{2,}|\?mins"
    rf"|{_FILLER}|\b(?:20xx|yyyy|dd)[-/]mm[-/][dy]+(?: hh:mm)?|:\s*\([^)]{{2,60}}\)$|[✅❌⚪🟡🔴🟢]"
    r"|(?<!\S)(?:\S{1,40} / ){2,}\S+",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"_{3,}|[✅❌⚪🟡🔴🟢]\ufe0f?|\?{2,}|\?mins|(?:20xx|yyyy)[-/]mm[-/]dd(?: hh:mm)?|\(Date:\s*_+\)|\{\{|\}\}|[\[\]]"
    rf"|{_FILLER}|\$(?=\s|_|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^.!?。！？\n]{1,120}[:：]\s*")
_INSTRUCTION = re.compile(
    r"(?:describe|list|include|explain|summari[sz]e|brief|briefly|quick summary|short|summary of|be very|insert|add"
    r"|write|fill|provide|give|state|things that|these are (?:good|only)|to be done|copy these)\b"
    r"|!!!|请|描述|列出|说明|填写|简述|概述",
    re.IGNORECASE,
)
_SAMPLE = re.compile(
    r"(?:lorem|dolor|sit amet|etiam|curabitur|bulleted|list$|someone\b|short event)|\d{1,2}:\d\d\b.*\bthing \d",
    re.IGNORECASE,
)
_LONE_QUESTION = re.compile(r"[^.!。！\n]{3,300}[?？]|.{3,400}[?？]")
_EMPTY = re.compile(r"[\s\W_]*")
_ANSWER = re.compile(r"(?:answer|回答|答)\s*[:：]?\s*", re.IGNORECASE)


def has_hint(words: str) -> bool:
    return _HINT.search(words) is not None


def is_label(words: str) -> bool:
    """“Owner:” with nothing behind it."""
    return _LABEL.fullmatch(words.strip()) is not None and not _EMPTY.fullmatch(PLACEHOLDER.sub("", words))


def is_asked(words: str) -> bool:
    """Whether it asks, or tells the writer what to write."""
    said = words.strip()
    is_aside = said.startswith(("(", "（")) and said.endswith((")", "）"))
    return is_aside or bool(_LONE_QUESTION.fullmatch(said) or _INSTRUCTION.match(said))


def is_sample(words: str) -> bool:
    """Filler that shows where words go, and says nothing."""
    return bool(_SAMPLE.match(words.strip()) or _ANSWER.fullmatch(words.strip()))


def has_placeholder(words: str) -> bool:
    return PLACEHOLDER.search(words) is not None


def is_blank(words: str) -> bool:
    return _EMPTY.fullmatch(PLACEHOLDER.sub("", words)) is not None


def asked(words: str) -> str:
    """The question in it, without blanks and brackets; nothing where only those are."""
    said = re.sub(r"\s+", " ", _SIGNS.sub("", PLACEHOLDER.sub("", words))).strip()
    said = re.sub(r"\(\s*[%?]?\s*(?:of\s*)?\)|\s+%$|^!!!\s*\w+\s*", "", said).strip(" :：-–—/")
    return "" if is_blank(said) or _ANSWER.fullmatch(said) else said


def unbracketed(words: str) -> str:
    """Text whose hints in <angle brackets> are comments, so that both are read the same way."""
    parts = re.split(r"(?ms)(^(?:```|~~~).*?^(?:```|~~~)[^\n]*$|`[^`\n]*`|<!--[^>]{0,2000}-->)", words)
    parts[::2] = [_ANGLED.sub(lambda one: f"<!-- {_in_a_line(one[1])} -->", each) for each in parts[::2]]
    return "".join(parts)


_TAGS = (
    r"a|abbr|b|blockquote|br|center|code|details|div|em|font|h[1-6]|hr|i|img|input|kbd|li|mark|ol|p|pre|span|strong"
    r"|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul"
)
_ANGLED = re.compile(
    rf"<(?!/|!|(?:{_TAGS})\b|[a-z][a-z0-9+.-]*:|[^\s<>]+@)((?:[^<>`]|<[^<>`\n]{{1,40}}>){{3,900}})>", re.IGNORECASE
)


def _in_a_line(words: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[<>]", "", words)).replace("--", "-").strip()

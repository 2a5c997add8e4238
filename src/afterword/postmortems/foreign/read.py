"""A template from elsewhere, read into one of ours, and what was understood of it."""

import re
from dataclasses import dataclass, field

from afterword.postmortems.foreign.hints import asked, has_hint, unbracketed
from afterword.postmortems.foreign.meanings import block_for
from afterword.postmortems.foreign.questions import asking
from afterword.postmortems.phrases import question
from afterword.postmortems.template_text import LENGTH_LIMIT, read_template
from afterword_text.front_matter import FrontMatterError, Meta, join, split
from afterword_text.headings import slug
from afterword_text.live_blocks import Params, live_block
from afterword_text.markdown import parse, write
from afterword_text.mended_bytes import repaired
from afterword_text.tree import Node, TreeError, children, clean, integer, node, string, text, walk, words_of

# Of these, all prose in a template is a sample or an instruction: the block says the rest.
_FILLED = ("timeline", "followups", "responders")
_NOTE = re.compile(r"\s*\{#([a-z0-9-]+)[^}]*\}\s*$")
_NO_NAME = re.compile(r"(?:incident |issue )?(?:title|name)\b.*|.*\bTitle\b.*|.*\{\{.*", re.IGNORECASE)


@dataclass(frozen=True)
class Understood:
    """`text` is the whole template as ours; `filled` names each heading with the block that fills it."""

    text: str
    name: str
    language: str
    sections: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    filled: list[tuple[str, str]] = field(default_factory=list)
    is_ours: bool = False


@dataclass
class _Part:
    """A heading with what stands below it until the next one; the lead has none."""

    heading: Node | None
    below: list[Node]
    block: tuple[str, Params] | None = None
    level: int = 0

    @property
    def title(self) -> str:
        return words_of(self.heading).strip() if self.heading else ""


def understand(words: str, file_name: str = "") -> Understood:
    """Nothing that it asks is lost. Raises Invalid for what can't be read, as for any template."""
    words = repaired(words)[0]
    base = re.sub(r"[\s_]+", " ", re.sub(r"\.\w+$", "", file_name)).strip()
    language = _language(words)
    try:
        meta, body = split(words)
        tree = parse(unbracketed(clean(body)) if len(body) <= LENGTH_LIMIT else body[:1])
    except (FrontMatterError, TreeError):
        read_template(words, base, language)
        raise
    read_template(words, base or "template", language)
    if any(each["type"] in ("liveBlock", "guide") for each in walk(tree)):
        return _described(words, language, base, is_ours=True)
    parts, title = _without_titles(_parts(tree))
    name = str(meta.get("name") or meta.get("title") or title or base or "Postmortem")[:120]
    description = _take_description(parts[0], meta)
    _choose_blocks(parts)
    made = _written(parts) or [question(description or name), live_block("overview"), live_block("timeline")]
    facts: Meta = {"name": name, "description": description} if description else {"name": name}
    return _described(join(facts, write(node("doc", made))), language, base)


def _described(words: str, language: str, base: str, *, is_ours: bool = False) -> Understood:
    read = read_template(words, base or "template", language)
    tree = parse(read.body)
    filled: list[tuple[str, str]] = []
    heading = ""
    for each in walk(tree):
        if each["type"] == "heading":
            heading = _NOTE.sub("", words_of(each))
        elif each["type"] == "liveBlock":
            filled.append((heading, string(each, "kind")))
    asked_for = [words_of(each) for each in walk(tree) if each["type"] == "guide"]
    titles = [each.title for each in read.sections]
    return Understood(words, read.name, language, titles, asked_for, filled, is_ours)


def _parts(tree: Node) -> list[_Part]:
    parts = [_Part(None, [])]
    for each in children(tree):
        if each["type"] == "heading":
            parts.append(_Part(each, []))
        else:
            parts[-1].below.append(each)
    return parts


def _without_titles(parts: list[_Part]) -> tuple[list[_Part], str]:
    """A heading over all others is the name of the template: reports have titles of their own."""
    tops = [each for each in parts if each.heading and integer(each.heading, "level") == 1]
    has_deeper = any(each.heading and integer(each.heading, "level") > 1 for each in parts)
    kept = [parts[0]]
    for each in parts[1:]:
        if has_deeper and len(tops) <= 2 and each in tops:
            kept[-1].below += each.below
        else:
            kept.append(each)
    if len(kept) == len(parts):
        return kept, ""
    named = (each.title for each in tops if not has_hint(each.title) and not _NO_NAME.fullmatch(each.title))
    return kept, next(named, "")


def _take_description(lead: _Part, meta: Meta) -> str:
    """What the file says about itself stands in the list of templates, not in every report."""
    about = [each for each in lead.below if _is_about(each)]
    lead.below = [each for each in lead.below if not (_is_about(each) or _is_local(each))]
    said = " ".join(str(meta.get("description") or (words_of(about[0]) if about else "")).split())
    return said if len(said) <= 300 else said[:299] + "…"


def _is_about(each: Node) -> bool:
    return re.search(r"\btemplate|模板", words_of(each), re.IGNORECASE) is not None


def _is_local(each: Node) -> bool:
    """A rule, a picture or a download beside the file, which does not come along."""
    if each["type"] == "horizontalRule":
        return True
    sources = [string(one, "src") for one in walk(each)]
    links = [string(worn, "href") for one in walk(each) for worn in one.get("marks", [])]
    return any(one and not one.startswith(("http", "#", "mailto:")) for one in [*sources, *links])


def _choose_blocks(parts: list[_Part]) -> None:
    """Each block once; where a part of a section has it in pieces, the section has not the whole."""
    outline: list[tuple[int, _Part]] = []
    seen: set[str] = set()
    for each in parts[1:]:
        level = integer(each.heading, "level", 1) if each.heading else 1
        while outline and outline[-1][0] >= level:
            outline.pop()
        each.level = min(len(outline) + 2, 6)
        each.block = block_for(_NOTE.sub("", each.title))
        if each.block and (str(each.block) in seen or _only_hint(each.title)):
            each.block = None
        if each.block:
            seen.add(str(each.block))
            for _, above in outline:
                if above.block and above.block[0] == each.block[0]:
                    above.block = None
        outline.append((level, each))


def _written(parts: list[_Part]) -> list[Node]:
    made: list[Node] = asking(parts[0].below)
    taken: dict[str, int] = {}
    above = ""
    for at, each in enumerate(parts[1:], start=1):
        kind = each.block[0] if each.block else ""
        above = kind if each.level <= 2 or kind else above
        below = asking(each.below, is_all_hint=above in _FILLED)
        if _only_hint(each.title):
            made += below
            continue
        has_parts = at + 1 < len(parts) and parts[at + 1].level > each.level
        filler = [live_block(*each.block)] if each.block else []
        made += [_heading(each, taken), *filler, *below]
        if not (filler or below or has_parts):
            made.append(question(asked(_title(each))))
    while made and made[-1]["type"] == "horizontalRule":
        made.pop()
    return made


def _heading(part: _Part, taken: dict[str, int]) -> Node:
    note = _NOTE.search(part.title)
    wish = note[1] if note else re.sub(r"[^a-z0-9-]+", "", slug(_title(part))).strip("-")
    wish = wish or (part.block[0] if part.block else "section")
    name = wish
    while name in taken:
        taken[wish] += 1
        name = f"{wish}-{taken[wish]}"
    taken[name] = 1
    return node("heading", [text(f"{_title(part)} {{#{name}}}")], level=part.level)


def _title(part: _Part) -> str:
    plain = _NOTE.sub("", part.title)
    return asked(plain) or plain if has_hint(plain) else plain


def _only_hint(title: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:\{\{.*\}\}|\[[^\]]*\])\s*", title))


def _language(words: str) -> str:
    return "zh-hans" if len(re.findall(r"[\u4e00-\u9fff]", words)) > len(words) // 20 else "en"

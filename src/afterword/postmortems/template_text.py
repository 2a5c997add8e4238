"""From the text of a template to what it offers, and what its writer should look at."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.postmortems.blocks.registry import block_named
from afterword.postmortems.own_templates import ReportKind
from afterword.postmortems.placeholders import PLACEHOLDER, is_known
from afterword.postmortems.template_includes import Find, included_keys, with_includes
from afterword.postmortems.template_sections import TemplateSection, with_sections
from afterword_text.front_matter import FrontMatterError, Meta, split
from afterword_text.markdown import parse
from afterword_text.sections import list_sections
from afterword_text.tree import Tree, TreeError

LENGTH_LIMIT = 200_000
_INCIDENTS = ("required", "optional", "none")
_NAMED_HEADING = re.compile(r"^#{1,6} .*\{#([a-z0-9-]+)", re.MULTILINE)
_BLOCK = re.compile(r"<!--\s*block:\s*([a-z0-9-]+)")


@dataclass(frozen=True)
class Template:
    """`incidents` says whether a report of it needs one: required, optional or none."""

    key: str
    language: str
    name: str
    description: str
    body: str
    kind: str = ReportKind.POSTMORTEM
    incidents: str = "required"
    sections: list[TemplateSection] = field(default_factory=list)
    text: str = ""  # with the facts in front

    @property
    def needs_incident(self) -> bool:
        return self.incidents == "required"


@lru_cache(maxsize=64)
def read_template(text: str, key: str, language: str) -> Template:
    """What stands in front may be missing: the first heading is its name then. Invalid for what can't be read."""
    if len(text) > LENGTH_LIMIT:
        raise _invalid(_("A template has at most %(limit)s characters.") % {"limit": LENGTH_LIMIT})
    if "\0" in text:
        raise _invalid(_("This is not a text: it has a NUL character in it."))
    try:
        meta, body = split(text)
        if not body.strip():
            raise _invalid(_("The template has no text."))
        tree, sections = with_sections(parse(body))
    except FrontMatterError as error:
        words = _("Line %(line)s, among the facts in front, can't be read.")
        raise _invalid(words % {"line": error.line}) from error
    except TreeError as error:
        raise _invalid(_("The text is nested too deeply.")) from error
    return Template(
        key,
        language,
        str(meta.get("name") or _first_heading(tree) or key)[:120],
        str(meta.get("description") or "")[:300],
        body,
        _one_of(meta, "kind", ReportKind.values),
        _one_of(meta, "incidents", _INCIDENTS),
        sections,
        text,
    )


def whole(read: Template, find: Find, *, is_strict: bool = False) -> Template:
    """The template with what it includes in place; strictly, Invalid where that can't be, or a section stands twice."""
    if not included_keys(read.body):
        return read
    body = with_includes(read.body, read.key, find, is_strict=is_strict)
    names = _NAMED_HEADING.findall(body)
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if is_strict and twice:
        raise _invalid(_("The section “%(name)s” stands in it twice, with all that it includes.") % {"name": twice})
    return replace(read, body=body, sections=with_sections(parse(body))[1])


def remarks_on(text: str) -> list[str]:
    """Blocks and placeholders that nobody knows, each with its line; a report leaves them as they are."""
    block, name = _("Line %(line)s: there is no block “%(name)s”."), _("Line %(line)s: nothing is called {{%(name)s}}.")
    remarks: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        remarks += [block % {"line": number, "name": each} for each in _BLOCK.findall(line) if not block_named(each)]
        remarks += [name % {"line": number, "name": each} for each in PLACEHOLDER.findall(line) if not is_known(each)]
    return remarks


def _first_heading(tree: Tree) -> str:
    return next((each.title for each in list_sections(tree) if each.level), "")


def _one_of(meta: Meta, name: str, known: list[str] | tuple[str, ...]) -> str:
    value = str(meta.get(name) or known[0])
    if value not in known:
        words = _("“%(name)s” is one of %(known)s, not “%(value)s”.")
        raise _invalid(words % {"name": name, "known": ", ".join(known), "value": value[:60]})
    return value


def _invalid(words: str) -> Invalid:
    return Invalid({"text": words})

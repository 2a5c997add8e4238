"""The templates that come with Afterword: one Markdown file each and language, with what it is for in front."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.postmortems.own_templates import ReportKind
from afterword.postmortems.template_sections import TemplateSection, with_sections
from afterword_text.front_matter import split
from afterword_text.markdown import parse

FOLDER = Path(__file__).parent / "templates"
DEFAULT = "incident"
DEFAULT_ALONE = "retrospective"  # where there is no incident
FALLBACK_LANGUAGE = "en"
# In the order they are offered; what is not named here follows by its key.
_ORDER = ("incident", "one-pager", "incident-full", "near-miss", "regulated", "status-page", "incident-review",
          "project-launch", "retrospective")  # fmt: skip


@dataclass(frozen=True)
class Template:
    """`incidents` says whether a report of it needs one: required or optional."""

    key: str
    language: str
    name: str
    description: str
    body: str
    kind: str = ReportKind.POSTMORTEM
    incidents: str = "required"
    sections: list[TemplateSection] = field(default_factory=list)

    @property
    def needs_incident(self) -> bool:
        return self.incidents == "required"


def template_keys() -> list[str]:
    known = [each.name for each in FOLDER.iterdir() if each.is_dir()]
    return sorted(known, key=lambda key: (_ORDER.index(key) if key in _ORDER else len(_ORDER), key))


@cache
def _read(key: str, language: str) -> Template:
    meta, body = split((FOLDER / key / f"{language}.md").read_text(encoding="utf-8"))
    _tree, sections = with_sections(parse(body))
    return Template(
        key,
        language,
        str(meta["name"]),
        str(meta["description"]),
        body,
        str(meta["kind"]),
        str(meta["incidents"]),
        sections,
    )


def languages_of(key: str) -> list[str]:
    return sorted(each.stem for each in (FOLDER / key).glob("*.md"))


def template(key: str, language: str) -> Template:
    """The template in this language, in English where it has none; Invalid when there is no such template."""
    if key not in template_keys():
        raise Invalid({"template": _("There is no template “%(key)s”.") % {"key": key}})
    return _read(key, language if language in languages_of(key) else FALLBACK_LANGUAGE)


def templates(language: str) -> list[Template]:
    return [template(key, language) for key in template_keys()]


def check_sections(chosen: Template, sections: Sequence[str]) -> list[str]:
    """The ids of sections in the template's order; Invalid for one that it does not have."""
    known = [each.id for each in chosen.sections]
    strange = next((each for each in sections if each not in known), None)
    if strange is not None:
        words = _("The template has no section “%(section)s”. It has: %(known)s.")
        raise Invalid({"sections": words % {"section": strange[:60], "known": ", ".join(known)}})
    return [each for each in known if each in sections]

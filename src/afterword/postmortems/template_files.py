"""The templates that come with Afterword: one Markdown file each and language, with a name and a description."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword_text.front_matter import split

FOLDER = Path(__file__).parent / "templates"
DEFAULT = "one-pager"
FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True)
class Template:
    key: str
    language: str
    name: str
    description: str
    body: str


def template_keys() -> list[str]:
    return sorted(each.name for each in FOLDER.iterdir() if each.is_dir())


@cache
def _read(key: str, language: str) -> Template:
    meta, body = split((FOLDER / key / f"{language}.md").read_text(encoding="utf-8"))
    return Template(key, language, str(meta["name"]), str(meta["description"]), body)


def languages_of(key: str) -> list[str]:
    return sorted(each.stem for each in (FOLDER / key).glob("*.md"))


def template(key: str, language: str) -> Template:
    """The template in this language, in English where it has none; Invalid when there is no such template."""
    if key not in template_keys():
        raise Invalid({"template": _("There is no template “%(key)s”.") % {"key": key}})
    return _read(key, language if language in languages_of(key) else FALLBACK_LANGUAGE)


def templates(language: str) -> list[Template]:
    return [template(key, language) for key in template_keys()]

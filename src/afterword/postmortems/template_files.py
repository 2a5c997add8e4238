"""The templates there are: those that come with Afterword, one Markdown file each and language, and our own."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.postmortems.own_templates import OwnTemplate
from afterword.postmortems.template_includes import Find
from afterword.postmortems.template_text import Template, read_template, whole

FOLDER = Path(__file__).parent / "templates"
DEFAULT = "incident"
DEFAULT_ALONE = "retrospective"  # where there is no incident
FALLBACK_LANGUAGE = "en"
# In the order they are offered; what is not named here follows by its key.
_ORDER = ("incident", "one-pager", "incident-full", "near-miss", "regulated", "status-page", "incident-review",
          "project-launch", "retrospective")  # fmt: skip


def template_keys() -> list[str]:
    known = [each.name for each in FOLDER.iterdir() if each.is_dir()]
    return sorted(known, key=lambda key: (_ORDER.index(key) if key in _ORDER else len(_ORDER), key))


@cache
def _read(key: str, language: str) -> Template:
    return read_template((FOLDER / key / f"{language}.md").read_text(encoding="utf-8"), key, language)


def languages_of(key: str) -> list[str]:
    return sorted(each.stem for each in (FOLDER / key).glob("*.md"))


def is_offered(key: str) -> bool:
    return key in template_keys() or (bool(key) and OwnTemplate.objects.offered().filter(key=key).exists())


def template(key: str, language: str) -> Template:
    """The template in this language, in English where it has none; Invalid when there is no such template."""
    found = _found(key, language)
    if found is None:
        raise Invalid({"template": _("There is no template “%(key)s”.") % {"key": key}})
    return whole(found, finder(language))


def finder(language: str, own: Mapping[str, Iterable[OwnTemplate]] | None = None) -> Find:
    """How a template of this language finds those that it includes; `own`: our own by key, if they are read already."""

    def find(key: str) -> str | None:
        found = _found(key, language) if own is None or key in template_keys() else _best(own.get(key, ()), language)
        return found.body if found else None

    return find


def _found(key: str, language: str) -> Template | None:
    if key in template_keys():
        return _read(key, language if language in languages_of(key) else FALLBACK_LANGUAGE)
    return _best(OwnTemplate.objects.offered().filter(key=key), language)


def templates(language: str) -> list[Template]:
    """Those that come with Afterword, then our own by name."""
    ours: dict[str, list[OwnTemplate]] = {}
    for each in OwnTemplate.objects.offered():
        ours.setdefault(each.key, []).append(each)
    found = [_found(key, language) for key in template_keys()] + [_best(rows, language) for rows in ours.values()]
    return [whole(each, finder(language, ours)) for each in found if each]


def _best(rows: Iterable[OwnTemplate], language: str) -> Template | None:
    by_language = {each.language: each for each in rows}
    row = by_language.get(language) or by_language.get(FALLBACK_LANGUAGE) or next(iter(by_language.values()), None)
    return read_template(row.body, row.key, row.language) if row else None


def check_sections(chosen: Template, sections: Sequence[str]) -> list[str]:
    """The ids of sections in the template's order; Invalid for one that it does not have."""
    known = [each.id for each in chosen.sections]
    strange = next((each for each in sections if each not in known), None)
    if strange is not None:
        words = _("The template has no section “%(section)s”. It has: %(known)s.")
        raise Invalid({"sections": words % {"section": strange[:60], "known": ", ".join(known)}})
    return [each for each in known if each in sections]

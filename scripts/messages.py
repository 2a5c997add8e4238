"""Collect the texts that people read, and compile their translations.

    python scripts/messages.py          # collect into the .po file, keep what is translated, compile
    python scripts/messages.py --left   # say what is still to translate

Texts are found in Python (gettext and its relatives) and in templates (translate, blocktranslate). Django's own
command does the same but needs GNU gettext on the machine; this needs nothing.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "afterword"
CATALOG = SOURCES / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOG.with_suffix(".mo")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
METADATA = {
    "Project-Id-Version": "Afterword",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class Key(NamedTuple):
    """What a translation is looked up by."""

    context: str | None
    text: str


@dataclass
class Found:
    """A text in the sources: its plural when it has one, the files it is in, remarks for translators."""

    plural: str | None = None
    files: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def collect() -> dict[Key, Found]:
    """Every text of the product, in the order of the files it is in."""
    texts: dict[Key, Found] = {}
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        for key, plural, remarks in in_file(path):
            found = texts.setdefault(key, Found())
            found.plural = found.plural or plural
            found.remarks += [remark for remark in remarks if remark not in found.remarks]
            if name not in found.files:
                found.files.append(name)
    return texts


def sources() -> list[Path]:
    python = (path for path in SOURCES.rglob("*.py") if "migrations" not in path.parts)
    templates = (path for path in SOURCES.rglob("*") if "templates" in path.parts and path.suffix in (".html", ".txt"))
    return sorted({*python, *templates})


def in_file(path: Path) -> Iterator[tuple[Key, str | None, list[str]]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django turns a template into calls of gettext among noise; indented noise would not be Python.
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    stream = io.BytesIO(source.encode())
    for _line, message, remarks, context in extract(
        "python", stream, KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
    ):
        text, plural = message[:2] if isinstance(message, tuple) else (message, None)
        if text:
            yield Key(context, text), plural, remarks


def merged(texts: dict[Key, Found], before: polib.POFile) -> polib.POFile:
    """The catalog of these texts, with the translations that are known; texts that are gone are dropped."""
    known = {Key(entry.msgctxt, entry.msgid): entry for entry in before if not entry.obsolete}
    catalog = polib.POFile(wrapwidth=110)
    catalog.metadata = METADATA
    for key, found in texts.items():
        old = known.get(key)
        entry = polib.POEntry(msgctxt=key.context, msgid=key.text, occurrences=[(file, "") for file in found.files])
        entry.comment = "\n".join(found.remarks)
        entry.flags = ["python-format"] if "%(" in key.text else []
        if found.plural:
            entry.msgid_plural = found.plural
            entry.msgstr_plural = {0: old.msgstr_plural.get(0, "") or old.msgstr if old else ""}
        else:
            entry.msgstr = (old.msgstr or old.msgstr_plural.get(0, "")) if old else ""
        catalog.append(entry)
    return catalog


def read() -> polib.POFile:
    return polib.pofile(str(CATALOG), wrapwidth=110) if CATALOG.exists() else polib.POFile()


def left(catalog: polib.POFile) -> list[str]:
    return [entry.msgid for entry in catalog if not entry.translated() or entry.fuzzy]


def main(arguments: list[str]) -> int:
    if arguments == ["--left"]:
        print("\n".join(left(read())))
        return 0
    catalog = merged(collect(), read())
    CATALOG.parent.mkdir(parents=True, exist_ok=True)
    catalog.save(str(CATALOG))
    catalog.save_as_mofile(str(COMPILED))
    print(f"{len(catalog)} texts, {len(left(catalog))} still to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

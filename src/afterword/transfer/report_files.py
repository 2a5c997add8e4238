"""Finding Markdown in what somebody brings: a folder, an archive, some files."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.documents.html_in import read_html
from afterword.transfer.reading import Unreadable
from afterword_text.formats import to_markdown
from afterword_text.tree import TreeError

MOST_FILES, LONGEST, MOST_BYTES = 1000, 1_000_000, 50_000_000
_PAGES = (".html", ".htm")
_ENDINGS = (".md", ".markdown", ".mdx", ".qmd", ".txt", *_PAGES)
_NO_REPORTS = ("readme", "sources", "license", "licence", "contributing", "changelog", "index", "template")


@dataclass(frozen=True)
class FoundFile:
    name: str
    text: str


def of_folder(folder: Path) -> list[FoundFile]:
    """Every Markdown file below the folder, named by its path in it; a single file is taken alone."""
    if folder.is_file():
        return of_uploads([(folder.name, folder.read_bytes())])
    if not folder.is_dir():
        raise Unreadable(_("Can't read %(file)s: there is no such folder.") % {"file": folder})
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and _is_report(path.name))
    return _checked((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def of_uploads(files: Iterable[tuple[str, bytes]]) -> list[FoundFile]:
    """Markdown files as they were sent, and those inside of archives."""
    return _checked(each for name, data in files for each in _unpacked(name, data))


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if not name.lower().endswith(".zip"):
        yield name, data
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [each for each in archive.infolist() if not each.is_dir() and _is_report(each.filename)]
            if sum(each.file_size for each in inside) > MOST_BYTES or len(inside) > MOST_FILES:
                raise Invalid({"files": _("%(file)s holds too much. Bring it in parts.") % {"file": name}})
            for each in sorted(inside, key=lambda one: one.filename):
                with archive.open(each) as file:  # no further than it said, whatever it unfolds to
                    yield each.filename, file.read(min(each.file_size, LONGEST) + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Invalid({"files": _("%(file)s is no archive that can be read.") % {"file": name}}) from error


def _checked(files: Iterable[tuple[str, bytes]]) -> list[FoundFile]:
    made: dict[str, FoundFile] = {}
    for name, data in files:
        if not name.lower().endswith(_ENDINGS):
            raise Invalid({"files": _("%(file)s is no Markdown, no saved page and no zip archive.") % {"file": name}})
        if len(data) > LONGEST:
            words = _("%(file)s is longer than %(most)s bytes.")
            raise Invalid({"files": words % {"file": name, "most": LONGEST}})
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            words = _("%(file)s is not UTF-8 text. Save it as UTF-8 and try again.")
            raise Invalid({"files": words % {"file": name}}) from error
        if name.lower().endswith(_PAGES):
            text = _as_markdown(name, data)
        if text.strip():
            made[name] = FoundFile(name, text.replace("\0", ""))
    if not made:
        raise Invalid({"files": _("No Markdown is in there.")})
    if len(made) > MOST_FILES:
        raise Invalid({"files": _("These are more than %(most)s files. Bring them in parts.") % {"most": MOST_FILES}})
    return list(made.values())


def _as_markdown(name: str, data: bytes) -> str:
    """A saved page as the Markdown of what it says, with its title."""
    try:
        page = read_html(data)
    except TreeError as error:
        words = _("%(file)s can't be read: %(why)s.")
        raise Invalid({"files": words % {"file": name, "why": error}}) from error
    return to_markdown(page)


def _is_report(name: str) -> bool:
    path = PurePosixPath(name)
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return path.suffix.lower() in _ENDINGS and not is_hidden and path.stem.lower() not in _NO_REPORTS

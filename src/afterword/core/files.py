"""Files that people sent, kept once under the hash of what is in them, wherever the installation stores files.

Who may read one is decided by the row that refers to it; a file that no row refers to is forgotten after a day.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage

from afterword.core import clock
from afterword.core.jobs.registry import schedule

# Of these hashes, those that a row still refers to.
Referrer = Callable[[list[str]], set[str]]

KEPT_UNREFERRED = timedelta(days=1)  # a file is stored before the row that refers to it is written
_FOLDERS = [f"{number:02x}" for number in range(256)]
_HASH = re.compile(r"[0-9a-f]{64}")
_AT_ONCE = 500
_referrers: list[Referrer] = []


def refers_to_files(referrer: Referrer) -> Referrer:
    """Register who refers to files, so that they are kept. Every table with a hash needs one."""
    _referrers.append(referrer)
    return referrer


def keep(data: bytes) -> str:
    """Store it and return its hash. To be called outside a transaction: the store may be on another machine."""
    sha256 = hashlib.sha256(data).hexdigest()
    default_storage.save(_name(sha256), ContentFile(data))
    return sha256


def opened(sha256: str) -> IO[bytes] | None:
    """The file, to be closed by the caller; None when it is not there."""
    if not _HASH.fullmatch(sha256):
        return None
    try:
        return cast(IO[bytes], default_storage.open(_name(sha256), "rb"))
    except FileNotFoundError:
        return None


def put_back(sha256: str, content: IO[bytes]) -> None:
    """Store what was stored before, from a backup."""
    default_storage.save(_name(sha256), File(content))


def all_in_folder() -> Iterator[tuple[str, Path]] | None:
    """Hash and path of every file, where they are files of this machine; None where they are in an object store."""
    if not isinstance(default_storage, FileSystemStorage):
        return None
    return ((each, Path(default_storage.path(_name(each)))) for hashes in _stored() for each in hashes)


@schedule("files.forget", every=timedelta(days=1))
def forget_unreferred() -> None:
    """Delete files that were stored at least a day ago and that no row refers to."""
    limit = clock.now() - KEPT_UNREFERRED
    for hashes in _stored():
        kept = set().union(*(refers(hashes) for refers in _referrers))
        for name in (_name(each) for each in hashes if each not in kept):
            # Asked last: whoever stores the same file again makes it new.
            if default_storage.get_modified_time(name) < limit:
                default_storage.delete(name)


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def _stored() -> Iterator[list[str]]:
    """Every stored hash, some hundred at a time."""
    for folder in _FOLDERS:
        try:
            names = [name for name in default_storage.listdir(folder)[1] if _HASH.fullmatch(name)]
        except FileNotFoundError:
            continue
        for start in range(0, len(names), _AT_ONCE):
            yield names[start : start + _AT_ONCE]


class HashedFiles(FileSystemStorage):
    """A folder of files named by their hash: there whole and lasting, or not at all."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        """The name itself: what is there under it has the same content."""
        return name

    def _save(self, name: str, content: "File[bytes]") -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        return name

"""Writing a backup from beginning to end, and reading it member by member, in constant memory."""

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Self

from afterword.core.errors import DomainError
from afterword.site.backup.manifest import FORMAT, Manifest, Member
from afterword.site.backup.seal import Sealing, is_sealed

HEADER, MANIFEST, SECRET_KEY = "afterword-backup.json", "manifest.json", "secret_key"
FILES, ROWS = "files/", "rows/"
# Only names that we give: nothing that leads out of its folder.
_NAME = re.compile(r"[a-z][a-z_.-]*|rows/[a-z0-9_]+/[0-9]+\.jsonl|files/[0-9a-f]{64}")
_LIMITS = {ROWS: 256 * 1024**2, FILES: 8 * 1024**3}
_SMALL = 64 * 1024**2  # everything else
_COMPRESSION = 6


class BackupRefused(DomainError):
    """The file can't be used; nothing was changed."""

    code = "backup_refused"


class ArchiveWriter:
    """Adds members; at the end of its block it writes the manifest and the seal, unless the block failed."""

    def __init__(self, out: BinaryIO, manifest: Manifest) -> None:
        self.manifest = manifest
        self._out = Sealing(out)
        # Without a name or a time in its head: the same content gives the same bytes.
        self._gzip = gzip.GzipFile("", "wb", _COMPRESSION, self._out, mtime=0)
        self._tar = tarfile.open(fileobj=self._gzip, mode="w|")  # noqa: SIM115 - closed in __exit__
        self._names: set[str] = set()
        self._add(HEADER, json.dumps({"format": manifest.format, "version": manifest.version}).encode())

    def has(self, name: str) -> bool:
        return name in self._names

    def add(self, name: str, content: bytes) -> None:
        self._add(name, content)
        self._list(name, len(content), hashlib.sha256(content).hexdigest())

    def add_file(self, name: str, path: Path) -> None:
        """FileNotFoundError when it is gone; nothing was written then."""
        with path.open("rb") as file:
            info = tarfile.TarInfo(name)
            info.size, info.mode = path.stat().st_size, 0o600
            hashing = _Hashing(file)
            self._tar.addfile(info, hashing)
        self._list(name, info.size, hashing.digest.hexdigest())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure:
            self._out.abandon()
        else:
            self._add(MANIFEST, self.manifest.written())
        self._tar.close()
        self._gzip.close()
        self._out.seal()

    def _add(self, name: str, content: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = len(content), 0o600
        self._tar.addfile(info, io.BytesIO(content))

    def _list(self, name: str, size: int, sha256: str) -> None:
        self._names.add(name)
        self.manifest.members.append(Member(name, size, sha256))


class _Hashing:
    """What is read from the file passes through the digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self.digest.update(content)
        return content


class Archive:
    """A backup that was opened and found to be whole."""

    def __init__(self, file: BinaryIO) -> None:
        """BackupRefused unless it is a backup, unchanged since it was made, of a format we know."""
        self._file = file
        if file.read(2) != b"\x1f\x8b":
            raise BackupRefused("This file is no backup of Afterword.")
        if not is_sealed(file):
            raise BackupRefused("This file is damaged, was cut off, or is no backup of Afterword. Nothing was changed.")
        self.manifest = self._verified()

    def walk(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Every member between header and manifest, to be read before the next one is asked for."""
        for name, stream in self._all():
            if name not in (HEADER, MANIFEST):
                yield name, stream

    def _verified(self) -> Manifest:
        with _reading():
            found, manifest = self._inspected()
        if manifest is None or found != manifest.members:
            raise BackupRefused("What is in the backup is not what its manifest lists. Nothing was changed.")
        return manifest

    def _inspected(self) -> tuple[list[Member], Manifest | None]:
        """What is really inside, and what should be."""
        found, names, manifest = [], set[str](), None
        for name, stream in self._all():
            if name in names or manifest is not None or (not names and name != HEADER):
                raise BackupRefused("The parts of this backup are out of order. Nothing was changed.")
            names.add(name)
            if name == HEADER:
                _check_format(json.loads(stream.read()))
            elif name == MANIFEST:
                manifest = Manifest.read(stream.read())
            else:
                found.append(_measured(name, stream))
        return found, manifest

    def _all(self) -> Iterator[tuple[str, IO[bytes]]]:
        self._file.seek(0)
        with gzip.GzipFile(fileobj=self._file, mode="rb") as unpacked, tarfile.open(fileobj=unpacked, mode="r|") as tar:
            for info in tar:
                stream = tar.extractfile(info) if info.isreg() else None
                if stream is None or not _NAME.fullmatch(info.name):
                    raise BackupRefused("A name in this backup is none that we give. Nothing was changed.")
                if info.size > _limit(info.name):
                    raise BackupRefused("A part of this backup is larger than any we write. Nothing was changed.")
                yield info.name, stream
                tar.members.clear()  # type: ignore[attr-defined]  # or it remembers every one


def _limit(name: str) -> int:
    return next((limit for folder, limit in _LIMITS.items() if name.startswith(folder)), _SMALL)


def _measured(name: str, stream: IO[bytes]) -> Member:
    hashing, size = _Hashing(stream), 0
    while part := hashing.read(1024 * 1024):
        size += len(part)
    return Member(name, size, hashing.digest.hexdigest())


def _check_format(header: dict[str, object]) -> None:
    known = header.get("format")
    if not isinstance(known, int) or known > FORMAT:
        raise BackupRefused(
            f"This backup was made by Afterword {header.get('version')}, in a format that this one doesn't know. "
            "Install that version or a newer one first. Nothing was changed."
        )


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever a file made by somebody else may do to its readers, said in one sentence."""
    try:
        yield
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile, ValueError, TypeError, KeyError, AttributeError):
        raise BackupRefused("This file can't be read as a backup of Afterword. Nothing was changed.") from None

"""The built files that pages load: read once into memory, addressed by their content."""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

PREFIX = "/static/"
DIST = Path(__file__).parent / "static" / "dist"
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
COMPRESSED = frozenset({".png", ".woff2"})


@dataclass(frozen=True)
class Asset:
    """One file as it is sent. `gzip_body` is None where packing gains nothing."""

    body: bytes
    gzip_body: bytes | None
    content_type: str


class AssetTable:
    """Every file of one folder under `/static/<digest>/`. The digest is of the whole folder,
    so an address never means two contents and may be cached for ever."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.digest = digest_of(files)
        self._assets = {f"{PREFIX}{self.digest}/{name}": _asset(name, body) for name, body in files.items()}

    @classmethod
    def of_folder(cls, folder: Path) -> Self:
        return cls(dict(_files(folder)))

    def url(self, name: str) -> str:
        """Where a file is served. KeyError when there is no such file: a page must not ask for it."""
        path = f"{PREFIX}{self.digest}/{name}"
        if path not in self._assets:
            raise KeyError(name)
        return path

    def lookup(self, path: str) -> Asset | None:
        """What stands at this path, or None."""
        return self._assets.get(path)


@cache
def asset_table() -> AssetTable:
    return AssetTable.of_folder(DIST)


def asset_url(name: str) -> str:
    return asset_table().url(name)


def digest_of(files: dict[str, bytes]) -> str:
    """Twelve hex digits of the sha256 over all names, lengths and contents."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()[:12]


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _asset(name: str, body: bytes) -> Asset:
    suffix = Path(name).suffix
    packed = None if suffix in COMPRESSED else gzip.compress(body, compresslevel=9, mtime=0)
    if packed is not None and len(packed) >= len(body):
        packed = None
    return Asset(body, packed, CONTENT_TYPES.get(suffix, "application/octet-stream"))

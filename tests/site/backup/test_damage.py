"""Whatever is wrong with a file is found before anything is changed."""

import gzip
import io
import json
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from afterword.core.errors import DomainError
from afterword.people.actor import Actor
from afterword.site.backup.archive import Archive, BackupRefused
from afterword.site.backup.create import back_up, back_up_to
from afterword.site.backup.manifest import Manifest
from afterword.site.backup.seal import Sealing
from tests.site.backup.second import Second
from tests.world import an_incident

Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture
def backup(ada: Actor) -> bytes:
    an_incident()
    out = io.BytesIO()
    back_up(out)
    return out.getvalue()


pytestmark = pytest.mark.django_db(transaction=True)


def refusal(content: bytes) -> str:
    with pytest.raises(BackupRefused) as refused:
        Archive(io.BytesIO(content))
    return refused.value.message


def forged(backup: bytes, change: Callable[[Members], object]) -> bytes:
    """Taken apart, changed, and sealed again as if we had made it."""
    with tarfile.open(fileobj=io.BytesIO(backup), mode="r:gz") as tar:
        members = [(info, (tar.extractfile(info) or io.BytesIO()).read()) for info in tar]
    change(members)
    inside, out = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=inside, mode="w") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    sealing = Sealing(out)
    sealing.write(gzip.compress(inside.getvalue()))
    sealing.seal()
    return out.getvalue()


def at(members: Members, name: str) -> int:
    return next(place for place, (info, _) in enumerate(members) if info.name.startswith(name))


def test_it_is_whole_when_nothing_was_changed(backup: bytes) -> None:
    assert Archive(io.BytesIO(backup)).manifest.rows > 50
    assert Archive(io.BytesIO(forged(backup, list))).manifest.rows > 50


def test_not_one_byte_may_differ(backup: bytes) -> None:
    steps = [*range(40), *range(40, len(backup), len(backup) // 150), *range(len(backup) - 60, len(backup))]
    for place in steps:
        refusal(backup[:place] + bytes([backup[place] ^ 0x10]) + backup[place + 1 :])


def test_what_was_cut_off_or_is_something_else_is_refused(backup: bytes) -> None:
    for length in (0, 1, 30, len(backup) // 2, len(backup) - 1):
        refusal(backup[:length])
    refusal(backup + b"more")
    assert "no backup" in refusal(b"SQLite format 3\0" * 100)
    assert "no backup" in refusal(gzip.compress(b"something else"))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "files/../../x", "files//x", "rows/.hidden", "a\\b"]
)
def test_names_that_lead_elsewhere_are_refused(backup: bytes, name: str) -> None:
    assert "none that we give" in refusal(
        forged(backup, lambda members: members.insert(1, (tarfile.TarInfo(name), b"x")))
    )


def test_links_and_folders_are_refused(backup: bytes) -> None:
    link = tarfile.TarInfo("files/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    refusal(forged(backup, lambda members: members.insert(1, (link, b""))))


def test_parts_that_are_missing_twice_there_or_changed_are_refused(backup: bytes) -> None:
    rows, manifest = "rows/incidents_incident/", "manifest.json"
    changes: list[Callable[[Members], object]] = [
        lambda members: members.pop(at(members, rows)),
        lambda members: members.pop(at(members, manifest)),
        lambda members: members.append(members[at(members, rows)]),
        lambda members: members.insert(1, members[at(members, rows)]),
        lambda members: members.insert(0, members.pop()),
        lambda members: members.__setitem__(at(members, rows), (members[at(members, rows)][0], b"[1]\n")),
        lambda members: members.__setitem__(-1, (members[-1][0], b"{}")),
        lambda members: members.__setitem__(-1, (members[-1][0], b"\xff[")),
        lambda members: members.__setitem__(0, (members[0][0], b"[]")),
    ]
    for change in changes:
        refusal(forged(backup, change))


def test_a_newer_format_is_named(backup: bytes) -> None:
    newer = json.dumps({"format": 99, "version": "9.0"}).encode()

    sentence = refusal(forged(backup, lambda members: members.__setitem__(0, (members[0][0], newer))))

    assert "9.0" in sentence


def test_what_is_refused_changes_nothing(backup: bytes, tmp_path: Path) -> None:
    """Typed, for all that a forged file may still hold: each is one sentence, and no database was made."""
    second = Second(tmp_path / "second")

    def with_manifest(change: Callable[[Manifest], object]) -> Path:
        def rewrite(members: Members) -> None:
            manifest = Manifest.read(members[-1][1])
            change(manifest)
            members[-1] = (members[-1][0], manifest.written())

        file = tmp_path / "forged.tar.gz"
        file.write_bytes(forged(backup, rewrite))
        return file

    newer = with_manifest(lambda manifest: manifest.migrations.append(["incidents", "9999_later"]))
    assert "newer than this one" in second.refused("restore", str(newer))
    odd = with_manifest(lambda manifest: manifest.tables["incidents_incident"].columns.append("more"))
    assert "columns" in second.refused("restore", str(odd))
    assert "Can't read" in second.refused("restore", str(tmp_path / "none"))
    assert {file.name for file in second.data.iterdir()} <= {"secret_key"}


def test_a_full_disk_leaves_nothing_under_the_name(ada: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "backup.tar.gz"
    file.write_bytes(b"the one from yesterday")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(DomainError, match="No space left"):
        back_up_to(file)

    assert [kept.name for kept in tmp_path.iterdir()] == ["backup.tar.gz"]
    assert file.read_bytes() == b"the one from yesterday"

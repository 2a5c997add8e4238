from datetime import timedelta

import pytest

from afterword.core import clock, files


@pytest.fixture
def referred() -> object:
    """Hashes that a row refers to."""
    kept: set[str] = set()

    def refers(hashes: list[str]) -> set[str]:
        return kept.intersection(hashes)

    files.refers_to_files(refers)
    yield kept
    files._referrers.remove(refers)


def content_of(sha256: str) -> bytes | None:
    file = files.opened(sha256)
    if file is None:
        return None
    with file:
        return file.read()


@pytest.mark.django_db
def test_the_same_file_is_kept_once_and_forgotten_when_nothing_refers_to_it(referred: set[str]) -> None:
    wanted, other = files.keep(b"wanted"), files.keep(b"other")
    assert files.keep(b"wanted") == wanted
    referred.add(wanted)

    files.forget_unreferred()
    assert content_of(other) == b"other", "a new one may still wait for its row"
    with clock.later(timedelta(days=2)):
        files.forget_unreferred()

    assert (content_of(other), content_of(wanted)) == (None, b"wanted")


def test_what_is_no_hash_names_no_file() -> None:
    assert files.opened("../../secret_key") is None
    assert files.opened("0" * 64) is None

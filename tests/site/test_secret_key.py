import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from afterword.site.environment import secret_key


def test_the_key_is_made_once_whole_and_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AFTERWORD_SECRET_KEY", raising=False)

    with ThreadPoolExecutor(8) as starts:
        keys = set(starts.map(secret_key, [tmp_path] * 8))

    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600

"""What the container files name is there: no engine is needed to find out."""

import json
import re
import shlex
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture import tree
from tests.architecture.test_settings import documented

OURS = "afterword"


def instructions() -> list[tuple[str, str]]:
    """Name and words of each, with continued lines put together."""
    text = re.sub(r"\\\n\s*", "", tree.text("Containerfile"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, words) for name, _, words in (line.partition(" ") for line in lines)]


def words_of(wanted: str) -> list[str]:
    return [words for name, words in instructions() if name == wanted]


def compose() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load(tree.text("compose.yaml"))
    return parsed


def setting(name: str) -> str:
    return name.removesuffix("_FILE")


def test_what_is_copied_is_there_and_reaches_the_engine():
    ignored = tree.text(".dockerignore").splitlines()
    sources = [source for words in words_of("COPY") for source in words.split()[:-1]]

    assert "src" in sources
    for source in sources:
        assert (tree.ROOT / source).exists(), source
        assert f"!{source.split('/')[0]}" in ignored
    assert ignored[1] == "*", "nothing else is sent"
    assert not [name for name in ("var", ".venv", ".git", "secrets") if f"!{name}" in ignored]


def test_packages_come_with_their_hashes():
    (pins,) = [words for words in words_of("RUN") if " -r " in words]
    (default,) = words_of("ARG")
    assert "--require-hashes -r requirements/${PINS}.txt" in pins
    for chosen in (default.removeprefix("PINS="), "s3"):
        assert "--hash=sha256:" in tree.text(f"requirements/{chosen}.txt")


def test_it_runs_without_rights_on_a_volume():
    (user,), (volume,) = words_of("USER"), words_of("VOLUME")
    environment = dict(pair.split("=", 1) for words in words_of("ENV") for pair in shlex.split(words))
    assert user == OURS
    assert environment["AFTERWORD_DATA"] == volume == "/data"
    assert {name for name in environment if not name.startswith(("PIP_", "PYTHON"))} <= documented()


def test_it_is_the_command_with_the_server_as_its_default():
    (entry,), (command,) = words_of("ENTRYPOINT"), words_of("CMD")
    assert json.loads(entry) == [OURS]
    (name,) = json.loads(command)
    assert (tree.ROOT / "src/afterword/site/commands" / f"{name}.py").exists()


def test_the_health_check_compiles_and_asks_an_address_that_answers():
    (check,) = words_of("HEALTHCHECK")
    program = json.loads(check[check.index("[") :])
    assert program[:2] == ["python", "-c"]
    compile(program[2], "health check", "exec")
    (path,) = re.findall(r"/\w+(?=\\?\", timeout)", program[2])
    assert f'"{path}"' in tree.text("src/afterword/site/dispatch/dispatcher.py")


def test_every_setting_of_the_composition_is_documented():
    given = compose()["services"][OURS]["environment"]
    assert "DATABASE_URL_FILE" in given
    assert not {setting(name) for name in given} - documented()
    assert not set(re.findall(r"\$\{(\w+)", tree.text("compose.yaml"))) - documented()


def test_secrets_and_volumes_are_declared_and_explained():
    known = compose()
    install = tree.text("docs/admin/install.md")
    for service in known["services"].values():
        named = [value for name, value in service.get("environment", {}).items() if name.endswith("_FILE")]
        assert {Path(file).name for file in named} == set(service.get("secrets", []))
        assert set(service.get("secrets", [])) <= set(known["secrets"])
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(known["volumes"])
    for secret in known["secrets"].values():
        assert f"> {secret['file']}" in install
    assert all(port.startswith("127.0.0.1:") for port in known["services"][OURS]["ports"])


def test_secrets_are_not_committed():
    ignored = tree.text(".gitignore").split()
    assert any(fnmatch("secrets/", pattern) for pattern in ignored)


def test_without_an_engine_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for arguments, code in (([], 1), (["--where-possible"], 0)):
        done = subprocess.run(
            [sys.executable, str(tree.ROOT / "scripts" / "image.py"), *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr.count("\n")) == (code, 1)

import importlib.util
import json
import shutil
import subprocess

import pytest

from scripts import environment

COPIED = ("requirements", "scripts")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout whose environment looks finished for development; installing anything there fails the test."""
    for folder in COPIED:
        shutil.copytree(environment.ROOT / folder, tmp_path / folder)
    (tmp_path / "clients").mkdir()
    for file in ("pyproject.toml", "clients/pyproject.toml"):
        shutil.copy(environment.ROOT / file, tmp_path / file)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").touch()
    (tmp_path / f".tools/uv-{environment.pinned_version()}.dist-info").mkdir(parents=True)
    (tmp_path / ".tools/bin").mkdir()
    (tmp_path / ".tools/bin/uv").touch()
    places = {"ROOT": "", "TOOLS": ".tools", "VENV": ".venv", "PYTHON": ".venv/bin/python"}
    places |= {"STAMP": ".venv/stamp.json", "UV_PIN": "requirements/uv.txt"}
    for name, place in places.items():
        monkeypatch.setattr(environment, name, tmp_path / place)
    environment.STAMP.write_text(json.dumps(environment.describe("dev")))
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """What would have been run; nothing is."""
    ran: list[tuple[str, ...]] = []

    def pretend(command, **_):
        ran.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", pretend)
    return ran


def test_nothing_is_done_when_nothing_changed(checkout, commands):
    environment.prepare("dev")

    assert not commands


def test_a_development_environment_is_not_reduced_by_running_the_server(checkout, commands):
    environment.prepare("runtime")

    assert not commands


def test_new_pins_are_installed_exactly_and_ours_again_after_them(checkout, commands):
    (checkout / "requirements/dev.txt").write_text("another==1 --hash=sha256:00\n")

    environment.prepare("dev")

    sync, ours = [" ".join(command) for command in commands]
    assert "--require-hashes" in sync
    assert sync.endswith("dev.txt")
    assert "--no-deps --no-build-isolation" in ours
    assert environment.read_stamp() == environment.describe("dev")


def test_a_new_command_of_ours_touches_no_other_package(checkout, commands):
    (checkout / "pyproject.toml").write_text("[project]\n")

    environment.prepare("dev")

    assert not [command for command in commands if "sync" in command]
    assert [command for command in commands if "-e" in command]


def test_an_environment_that_was_moved_is_made_anew(checkout, commands):
    environment.STAMP.write_text(json.dumps({**environment.describe("dev"), "root": "elsewhere"}))

    environment.prepare("dev")

    assert [command for command in commands if "venv" in command]


def test_without_pip_venv_and_uv_one_sentence_says_what_to_install(checkout, commands, monkeypatch):
    environment.STAMP.unlink()
    shutil.rmtree(environment.TOOLS)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(environment.Refused, match="python3-pip or python3-venv"):
        environment.prepare("runtime")


def test_what_the_installer_said_is_shown_when_it_fails(checkout, monkeypatch, capsys):
    (checkout / "requirements/dev.txt").write_text("another==1\n")
    failed = subprocess.CompletedProcess((), 1, "", "no such package")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)

    with pytest.raises(environment.Refused, match="could not be installed"):
        environment.prepare("dev")
    assert "no such package" in capsys.readouterr().err

"""The installation that a test process works on: a data folder and a database of its own.

Both are in the environment, as for a real installation, so a server or worker that a test starts as a child process
finds the same ones by inheriting it.
"""

import os
import shutil
import tempfile
from pathlib import Path

from django.db import connection

# What a developer's shell may hold must not change what the tests see.
OURS = ("AFTERWORD_", "DATABASE_URL", "REDIS_URL", "EMAIL_", "STORAGE_URL", "HOST", "PORT", "LOG_LEVEL", "DJANGO_")


def forget_the_shell() -> None:
    for name in [name for name in os.environ if name.startswith(OURS) and name != "HOSTNAME"]:
        del os.environ[name]


def own_data_folder() -> Path:
    """A fresh AFTERWORD_DATA for this process, in the environment from now on."""
    folder = Path(tempfile.mkdtemp(prefix="afterword-tests-"))
    os.environ["AFTERWORD_DATA"] = str(folder)
    os.environ["AFTERWORD_DEMO"] = "0"
    os.environ["AFTERWORD_SECRET_KEY"] = "only-for-tests-and-the-same-in-every-process"
    return folder


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def test_in_place() -> None:
    """Make the test database exactly the one that the environment names, not one with `test_` before it."""
    connection.settings_dict["TEST"]["NAME"] = connection.settings_dict["NAME"]


def environment(**more: str) -> dict[str, str]:
    """The environment for a child process that works on this test's database and data folder."""
    return {**os.environ, **more}

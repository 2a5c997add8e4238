"""A SQLite database with every migration applied: made once, kept in build/ until a migration changes, and copied."""

import fcntl
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import installation

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "migrated"
SOURCE = ROOT / "src" / "afterword"
MADE_OF = ("*/migrations/*.py", "incidents/seeds.py")  # what the outcome depends on, and what we depend on
NAME = "afterword.sqlite3"


def put_migrated(to: Path) -> None:
    """Have the database of a fresh installation there, at once instead of after all migrations."""
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept(), to)


def kept() -> Path:
    """The one to copy; the first who needs it makes it, others wait for that."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = FOLDER / f"{_key()}.sqlite3"
        if not found.exists():
            _make(found)
    return found


def _key() -> str:
    files = [path for pattern in MADE_OF for path in SOURCE.glob(pattern)] + [ROOT / "requirements" / "runtime.txt"]
    content = hashlib.sha256()
    for path in sorted(files):
        content.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return content.hexdigest()[:16]


def _make(wanted: Path) -> None:
    for outdated in FOLDER.glob("*.sqlite3"):
        outdated.unlink()
    with tempfile.TemporaryDirectory(dir=FOLDER) as data:
        known = installation.environment(AFTERWORD_DATA=data, DATABASE_URL="", AFTERWORD_DEMO="0")
        subprocess.run([Path(sys.executable).parent / "afterword", "migrate"], env=known, check=True)
        (Path(data) / NAME).replace(wanted)

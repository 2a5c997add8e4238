"""What the environment says. Every setting has a twin NAME_FILE that names a file holding the value."""

import secrets
from pathlib import Path

import environ

env = environ.FileAwareEnv()


def data_folder() -> Path:
    """Where the database, uploaded files and the secret key live; made when missing."""
    folder = Path(env.str("AFTERWORD_DATA", default="./var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: given, or made once and kept readable by its owner only."""
    given = env.str("AFTERWORD_SECRET_KEY", default="")
    if given:
        return str(given)
    kept = folder / "secret_key"
    try:
        kept.touch(mode=0o600, exist_ok=False)
        kept.write_text(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return kept.read_text()

"""What the environment says. Every setting has a twin NAME_FILE that names a file holding the value."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()


def data_folder() -> Path:
    """Where the database, uploaded files and the secret key live; made when missing."""
    folder = Path(env.str("AFTERWORD_DATA", default="./var")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def port() -> int:
    """Where to listen. ImproperlyConfigured when that is no port."""
    given = env.str("PORT", default="8000")
    if not (given.isdecimal() and 0 < int(given) < 65536):
        raise ImproperlyConfigured(f"PORT is {given}; it must be a number from 1 to 65535.")
    return int(given)


def database_url(folder: Path) -> str:
    """The database to use, SQLite in the data folder unless told otherwise. ImproperlyConfigured for other kinds."""
    given = env.str("DATABASE_URL", default="")
    if given and urlsplit(given).scheme not in ("postgres", "postgresql", "sqlite"):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///.")
    return str(given) or f"sqlite:///{folder / 'afterword.sqlite3'}"


def storages(folder: Path) -> dict[str, Any]:
    """Where uploaded files are kept: a folder, or a bucket. ImproperlyConfigured for anything else."""
    given = env.str("STORAGE_URL", default="") or (folder / "files").as_uri()
    parts = urlsplit(given)
    known = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    if parts.scheme == "file" and not parts.netloc and parts.path.strip("/"):
        options: dict[str, Any] = {"location": unquote(parts.path)}
        return {**known, "default": {"BACKEND": "afterword.core.files.HashedFiles", "OPTIONS": options}}
    if parts.scheme == "s3" and parts.netloc:
        asked = dict(parse_qsl(parts.query))
        options = {"bucket_name": parts.netloc, "location": parts.path.strip("/"), "default_acl": None}
        options |= {"endpoint_url": asked.get("endpoint"), "region_name": asked.get("region")}
        return {**known, "default": {"BACKEND": "storages.backends.s3boto3.S3Boto3Storage", "OPTIONS": options}}
    raise ImproperlyConfigured("STORAGE_URL must be file:///a/folder or s3://bucket?endpoint=https://host&region=name.")


def secret_key(folder: Path) -> str:
    """The key that signs sessions: given, or made once and kept readable by its owner only."""
    given = env.str("AFTERWORD_SECRET_KEY", default="")
    if given:
        return str(given)
    kept = folder / "secret_key"
    if not kept.exists():
        _keep_once(kept, secrets.token_urlsafe(48))
    return kept.read_text()


def _keep_once(file: Path, text: str) -> None:
    """Make a private file whole or not at all; the one of another process that was faster stays."""
    descriptor, name = tempfile.mkstemp(dir=file.parent)  # readable by its owner only
    with os.fdopen(descriptor, "w") as draft:
        draft.write(text)
    draft_file = Path(name)
    try:
        file.hardlink_to(draft_file)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        draft_file.replace(file)
    draft_file.unlink(missing_ok=True)

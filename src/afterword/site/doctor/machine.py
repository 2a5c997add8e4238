"""This machine: Python, the data folder, the secret key, the addresses, the last backup."""

import shutil
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from afterword.core import clock
from afterword.site.backup.create import LAST_BACKUP
from afterword.site.doctor.finding import Finding, ok, problem, warning

_MB = 1_000_000
_LOW, _TOO_LOW = 1000 * _MB, 100 * _MB
_BACKUP_EVERY = timedelta(days=2)


def python() -> Finding:
    return ok("python", f"Python {sys.version.split()[0]}")  # `afterword` itself refuses an older one


def data_folder() -> Finding:
    folder, name = settings.DATA, "data folder"
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        return problem(name, f"Can't write to {folder}: {error.strerror}.", "Give it to the account that runs it.")
    if folder.stat().st_mode & 0o007:
        remedy = f"chmod 750 {folder}"
        return warning(name, f"{folder} is open to every account of this machine.", remedy)
    return ok(name, f"{folder} is writable.")


def free_space() -> Finding:
    free, name = shutil.disk_usage(settings.DATA).free, "free space"
    words = f"{free // _MB} MB are free in {settings.DATA}."
    if free < _LOW:
        return (problem if free < _TOO_LOW else warning)(name, words, "Make room: old backups, logs, or a larger disk.")
    return ok(name, words)


def secret_key() -> Finding:
    file, name = Path(settings.DATA) / "secret_key", "secret key"
    if not file.exists() or file.read_text() != settings.SECRET_KEY:
        if len(settings.SECRET_KEY) < 32:
            return warning(name, "AFTERWORD_SECRET_KEY is short enough to be guessed.", "Take 50 random characters.")
        return ok(name, "It comes from AFTERWORD_SECRET_KEY.")
    if file.stat().st_mode & 0o077:
        return problem(name, "Others can read it, and sign in as anybody.", f"chmod 600 {file}; then change it.")
    return ok(name, "Only its owner can read it.")


def addresses() -> Finding:
    name, base = "address", settings.BASE_URL
    if settings.ALLOWED_HOSTS == ["*"]:
        return warning(
            name,
            f"It listens on {settings.HOST} and answers to every host name.",
            "Set AFTERWORD_BASE_URL to the address that people type.",
        )
    if not settings.IS_HTTPS and not settings.IS_ON_LOOPBACK:
        return warning(
            name,
            f"{base} is not encrypted: passwords and sessions can be read on the way.",
            "Put a proxy with TLS in front and set AFTERWORD_BASE_URL to its https:// address.",
        )
    return ok(name, f"{base}, listening on {settings.HOST}:{settings.PORT}.")


def last_backup() -> Finding:
    name, remedy = "backup", "Run `afterword backup` every night; see docs/admin/backup.md."
    try:
        made_at = datetime.fromisoformat((Path(settings.DATA) / LAST_BACKUP).read_text().strip())
    except (OSError, ValueError):
        return warning(name, "None was made from here yet.", remedy)
    if clock.now() - made_at > _BACKUP_EVERY:
        return warning(name, f"The last one is of {made_at:%Y-%m-%d %H:%M} UTC.", remedy)
    return ok(name, f"The last one is of {made_at:%Y-%m-%d %H:%M} UTC.")


CHECKS = (python, data_folder, free_space, secret_key, addresses, last_backup)

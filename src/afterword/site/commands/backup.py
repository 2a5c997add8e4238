"""Write everything into one file: rows, uploaded files and a list of checksums; safe while people work."""

import argparse
import sys
from pathlib import Path

from afterword.core.errors import DomainError
from afterword.site.backup.create import back_up, back_up_to, default_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "The file can be restored into SQLite and PostgreSQL alike; see docs/admin/backup.md."
    parser.add_argument("file", nargs="?", metavar="FILE", help="default: a dated one in backups/ of the data folder")
    parser.add_argument(
        "--with-secret-key",
        action="store_true",
        help="keep people signed in after a restore; whoever has the file can then sign in as anybody",
    )


def run(arguments: argparse.Namespace) -> None:
    if arguments.file == "-":
        if sys.stdout.isatty():
            raise DomainError("A backup is not for reading: send it into a file or another program.")
        back_up(sys.stdout.buffer, with_secret_key=arguments.with_secret_key)
        return
    file = Path(arguments.file).absolute() if arguments.file else default_file()
    if file.is_dir():
        raise DomainError(f"{file} is a folder; name a file in it.")
    made = back_up_to(file, with_secret_key=arguments.with_secret_key)
    if not made.has_files:
        print("Uploaded files stay in the object store that STORAGE_URL names; they are not in the backup.")
    print(f"Backed up: {made.rows} rows of {len(made.tables)} tables, {made.files} files. It is in {file}")

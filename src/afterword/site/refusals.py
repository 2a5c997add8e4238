"""Why a command can't do its work, in one sentence for whoever typed it; English, like all of the command line."""

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError

from afterword.core.errors import DomainError


def sentence_for(error: BaseException) -> str | None:
    """One sentence, or None for what is a mistake in the program and deserves its traceback."""
    first_line = next(iter(str(error).strip().splitlines()), "")
    match error:
        case DomainError():
            return error.message
        case OperationalError():
            return f"The database does not answer: {first_line}"
        case DatabaseError() if type(error) is DatabaseError:  # its subclasses are mistakes in the program
            return f"The database can't be read: {first_line}"
        case ImproperlyConfigured():
            return f"The settings can't be used: {first_line}"
        case PermissionError() | NotADirectoryError() | FileExistsError() | FileNotFoundError() if error.filename:
            return f"Can't write to {error.filename}: {error.strerror}."
    return None

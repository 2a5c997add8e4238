"""Why a command can't do its work, in one sentence for whoever typed it."""

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.utils.translation import gettext as _

from afterword.core.errors import DomainError


def sentence_for(error: BaseException) -> str | None:
    """One sentence, or None for what is a mistake in the program and deserves its traceback."""
    first_line = next(iter(str(error).strip().splitlines()), "")
    match error:
        case DomainError():
            return error.message
        case OperationalError():
            return _("The database does not answer: %(why)s") % {"why": first_line}
        case ImproperlyConfigured():
            return _("The settings can't be used: %(why)s") % {"why": first_line}
        case PermissionError() | NotADirectoryError() | FileExistsError() | FileNotFoundError() if error.filename:
            return _("Can't write to %(path)s: %(why)s.") % {"path": error.filename, "why": error.strerror}
    return None

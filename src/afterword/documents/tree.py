"""What a document says."""

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.documents.bridge.read import Document as YDocument
from afterword.documents.bridge.read import read
from afterword.documents.load import load_doc
from afterword.documents.models import Document
from afterword_text.tree import Tree, TreeError


def tree_of(document: Document, upto: int | None = None) -> Tree:
    """The document as of a number, by default the newest this row knows, in normal form.

    Raises Conflict when that number is older than what is kept.
    """
    return readable(load_doc(document, upto))


def readable(doc: YDocument) -> Tree:
    """What a loaded document says. Raises Invalid when an editor has nested it too deeply to be read."""
    try:
        return read(doc)
    except TreeError as error:
        raise Invalid({"text": _("This document can't be read: %(why)s.") % {"why": error}}) from error

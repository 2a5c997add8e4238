"""What every document of ours is, whoever changed it."""

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword_text.headings import with_ids
from afterword_text.mend import mend
from afterword_text.tree import Tree, TreeError
from afterword_text.validate import validate


def settle(tree: Tree) -> Tree:
    """The tree as it is stored: whole, in normal form, headings named, an empty paragraph at its end.

    Raises Invalid when it does not follow the schema.
    """
    try:
        settled = with_ids(mend(tree))
        validate(settled)
    except TreeError as error:
        words = _("This text can't be kept as a document: %(why)s.") % {"why": error}
        raise Invalid({"text": words}, code="not_a_document") from error
    return settled

"""Writing one section as Markdown: the way to edit that needs no JavaScript."""

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid, NotFound
from afterword.documents.edit import edit
from afterword.documents.models import Document
from afterword.people.actor import Actor
from afterword_text.sections import NoSuchSection, rewrite_section
from afterword_text.tree import Tree, TreeError

LONGEST = 200_000  # characters of one section's Markdown


def edit_section(actor: Actor, document: Document, section_id: str, markdown: str, base: int) -> int:
    """Write a section anew, its heading included, as it was read at `base`. Answers the document's new number.

    Sent back unchanged, it changes nothing. What others wrote since is kept, in this section too.
    Raises NotFound when the version has no such section, and what `edit` raises.
    """
    if len(markdown) > LONGEST:
        words = _("This is longer than %(most)s characters. Split it into sections.") % {"most": LONGEST}
        raise Invalid({"text": words})

    def change(tree: Tree) -> Tree:
        try:
            return rewrite_section(tree, section_id, markdown)
        except NoSuchSection as error:
            raise NotFound(_("This report has no such section any more.")) from error
        except TreeError as error:
            words = _("This text can't be kept as a document: %(why)s.") % {"why": error}
            raise Invalid({"text": words}, code="not_a_document") from error

    return edit(actor, document, change, base=base)

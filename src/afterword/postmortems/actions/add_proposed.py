"""Taking over what was proposed for a section, below what people wrote."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.documents.edit import edit
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem
from afterword.postmortems.policy import refuse_published
from afterword.postmortems.proposals import end_of, proposal_of
from afterword.postmortems.searching import index_soon
from afterword_text.sections import NoSuchSection
from afterword_text.tree import Tree, children


@transaction.atomic
def add_proposed(actor: Actor, postmortem: Postmortem, section_id: str, keys: Collection[str]) -> int:
    """Add these proposed blocks at the end of the section; what stands there stays. Answers the document's number.

    Raises Conflict when the facts have changed since, so that the proposal says something else now.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    known = {each.key: each.block for each in proposal_of(postmortem, section_id)}
    if not keys:
        raise Invalid({"blocks": _("Choose at least one of them.")})
    if any(key not in known for key in keys):
        words = _("The facts have changed meanwhile. Read the proposal once more.")
        raise Conflict(words, code="changed_meanwhile")
    blocks = [known[key] for key in known if key in keys]

    def change(tree: Tree) -> Tree:
        try:
            at = end_of(tree, section_id)
        except NoSuchSection as error:
            raise NotFound(_("This report has no such section any more.")) from error
        return {**tree, "content": [*children(tree)[:at], *blocks, *children(tree)[at:]]}

    head = edit(actor, postmortem.document, change)
    postmortem.updated_at = clock.now()
    postmortem.save(update_fields=["updated_at"])
    index_soon(postmortem)
    return head

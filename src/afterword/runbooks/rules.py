"""Who may do what with a runbook. Everyone signed in reads them."""

from afterword.access.policy import rule
from afterword.access.verbs import Verb
from afterword.people.actor import Actor


@rule(Verb.RUNBOOK_VIEW)
def may_view(actor: Actor, _: object) -> bool:
    return actor.user is not None


@rule(Verb.RUNBOOK_EDIT)
def may_edit(actor: Actor, _: object) -> bool:
    """Starting, writing and retiring one: whoever responds to incidents."""
    return actor.is_responder

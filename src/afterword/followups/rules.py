"""Who may do what with a follow-up. Seeing it follows from seeing its incident or its report."""

from afterword.access.policy import can, rule
from afterword.access.verbs import Verb
from afterword.followups.models import FollowUp
from afterword.people.actor import Actor


@rule(Verb.FOLLOWUP_UPDATE)
def may_update(actor: Actor, followup: FollowUp) -> bool:
    """Its owner, and whoever works on the incident or writes the report; these are who add one, too."""
    is_owner = actor.user is not None and followup.owner_id == actor.user_id
    return is_owner or may_remove(actor, followup)


@rule(Verb.FOLLOWUP_REMOVE)
def may_remove(actor: Actor, followup: FollowUp) -> bool:
    """Its owner can close it; taking it off is for those who work on what it is of."""
    if followup.incident is None:
        return can(actor, Verb.POSTMORTEM_EDIT, followup.postmortem)
    return can(actor, Verb.INCIDENT_UPDATE, followup.incident)

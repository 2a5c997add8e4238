"""Who may do what with a follow-up. Seeing it follows from seeing its incident."""

from afterword.access.policy import can, rule
from afterword.access.verbs import Verb
from afterword.followups.models import FollowUp
from afterword.people.actor import Actor


@rule(Verb.FOLLOWUP_UPDATE)
def may_update(actor: Actor, followup: FollowUp) -> bool:
    """Its owner, and whoever works on the incident; adding one needs the right to work on the incident."""
    is_owner = actor.user is not None and followup.owner_id == actor.user_id
    return is_owner or can(actor, Verb.INCIDENT_UPDATE, followup.incident)

"""The incident's lock guards its follow-ups too, since each change is an entry on its timeline."""

from django.utils.translation import gettext as _

from afterword.access.policy import lock, require
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.followups.models import FollowUp
from afterword.incidents.models import Incident
from afterword.people.actor import Actor


def lock_followup(actor: Actor, followup: FollowUp) -> tuple[Incident, FollowUp]:
    """The incident, locked, and the follow-up as it is now; allowed before and after the wait."""
    require(actor, Verb.FOLLOWUP_UPDATE, followup)
    incident = lock(actor, Verb.INCIDENT_COMMENT, followup.incident)
    fresh = incident.followups.select_related("owner", "owner_team").filter(pk=followup.pk).first()
    if fresh is None:
        raise NotFound(_("This follow-up was removed by somebody else."))
    fresh.incident = incident
    require(actor, Verb.FOLLOWUP_UPDATE, fresh)
    return incident, fresh

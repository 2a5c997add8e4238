"""The lock of what a follow-up is of guards the follow-up too, since each change is told there."""

from django.utils.translation import gettext as _

from afterword.access.policy import lock, require
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.followups.models import FollowUp
from afterword.people.actor import Actor


def lock_followup(actor: Actor, followup: FollowUp, verb: Verb = Verb.FOLLOWUP_UPDATE) -> FollowUp:
    """The follow-up as it is now, its incident or report locked; allowed before and after the wait."""
    require(actor, verb, followup)
    lock_subject(actor, followup)
    fresh = FollowUp.objects.select_related("owner", "owner_team").filter(pk=followup.pk).first()
    if fresh is None:
        raise NotFound(_("This follow-up was removed by somebody else."))
    fresh.incident, fresh.postmortem = followup.incident, followup.postmortem
    require(actor, verb, fresh)
    return fresh


def lock_subject(actor: Actor, followup: FollowUp) -> None:
    """Lock the incident or the report, and let the follow-up know it as it is now."""
    if followup.incident is not None:
        followup.incident = lock(actor, Verb.INCIDENT_COMMENT, followup.incident)
    elif followup.postmortem is not None:
        followup.postmortem = lock(actor, Verb.POSTMORTEM_VIEW, followup.postmortem)

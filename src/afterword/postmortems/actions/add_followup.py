"""Deciding in the report what is to be different."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.followups.actions.add_followup import add_followup
from afterword.followups.adding import keep
from afterword.followups.draft import FollowUpDraft
from afterword.followups.models import FollowUp
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem


@transaction.atomic
def add_followup_to_report(
    actor: Actor, postmortem: Postmortem, draft: FollowUpDraft, *, incident: Incident | None = None
) -> FollowUp:
    """It belongs to the first incident of the report, or to the one that is named; else to the report itself.

    In every state, also once published. Raises Invalid for an incident of another report.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    covered = list(postmortem.incidents.order_by("coverage__position"))
    if incident and incident not in covered:
        words = _("%(reference)s is no incident of this report.") % {"reference": incident.reference}
        raise Invalid({"incident": words})
    if covered:
        return add_followup(actor, incident or covered[0], draft)
    return keep(actor, draft, postmortem=postmortem)

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.core.search import drop
from afterword.followups.kinds import FollowUpRemoved
from afterword.followups.locking import lock_followup
from afterword.followups.models import FollowUp
from afterword.followups.searching import KIND
from afterword.followups.telling import tell
from afterword.incidents.validation import clean_reason
from afterword.people.actor import Actor
from afterword.timeline.registry import Label


@transaction.atomic
def remove_followup(actor: Actor, followup: FollowUp, *, reason: str) -> None:
    """Take one off that should never have been there; the timeline keeps it with the reason.

    Of one of a report, the audit trail does.
    """
    followup = lock_followup(actor, followup, Verb.FOLLOWUP_REMOVE)
    reason = clean_reason(reason)
    if not reason:
        raise Invalid({"reason": _("Say why it is taken off. What won't be done can stay as that.")})
    tell(actor, followup, FollowUpRemoved(followup=Label.of(followup), reason=reason))
    drop(KIND, followup.pk)
    followup.delete()

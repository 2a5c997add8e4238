"""Where a follow-up stands."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.followups.kinds import FollowUpStateChanged
from afterword.followups.locking import lock_followup
from afterword.followups.models import OPEN_STATES, FollowUp, FollowUpState
from afterword.followups.telling import tell
from afterword.incidents.validation import clean_reason
from afterword.people.actor import Actor
from afterword.timeline.registry import Label


@transaction.atomic
def set_state(actor: Actor, followup: FollowUp, state: str, *, reason: str = "") -> FollowUp:
    """Not started, in progress, complete, or won't do, which needs a reason; nothing happens when it is that already.

    Setting a closed one back to an open state reopens it.
    """
    followup = lock_followup(actor, followup)
    if state not in FollowUpState.values:
        raise Invalid({"state": _("Choose one of the list.")})
    reason = clean_reason(reason)
    if state == FollowUpState.WONT_DO and not reason:
        raise Invalid({"reason": _("Say why it won't be done, so that nobody has to ask again.")})
    if followup.state == state:
        return followup
    before, followup.state = followup.state, state
    followup.state_reason = reason if state == FollowUpState.WONT_DO else ""
    followup.closed_at = None if state in OPEN_STATES else clock.now()
    followup.updated_at = clock.now()
    followup.save(update_fields=["state", "state_reason", "closed_at", "updated_at"])
    what = FollowUpStateChanged(followup=Label.of(followup), before=before, after=state, reason=reason)
    tell(actor, followup, what)
    return followup


def reopen(actor: Actor, followup: FollowUp) -> FollowUp:
    """Take it up again; nothing happens when it is open."""
    return followup if followup.is_open else set_state(actor, followup, FollowUpState.NOT_STARTED)

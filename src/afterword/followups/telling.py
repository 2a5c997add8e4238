"""Where it is told what was done with a follow-up: on its incident's timeline, else in a history of its own."""

from collections.abc import Iterable

import msgspec
from django.db.models import Max

from afterword.access.audit import audit
from afterword.core import clock
from afterword.followups.kinds import ABOUT_FOLLOWUPS, FollowUpChanged, FollowUpRemoved, FollowUpStateChanged
from afterword.followups.models import FollowUp, FollowUpEntry
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import conflict_with, refuse_if_changed
from afterword.timeline.models import TimelineEntry
from afterword.timeline.record import record
from afterword.timeline.registry import Happening, name_of

CHANGES = (FollowUpChanged, FollowUpStateChanged)


def tell(actor: Actor, followup: FollowUp, what: Happening) -> None:
    """The incident or report is locked. Call it last, and before the follow-up goes."""
    if followup.incident is not None:
        record(followup.incident, actor, what)
        return
    FollowUpEntry.objects.create(
        followup=followup,
        number=head_of(followup) + 1,
        kind=name_of(type(what)),
        data=msgspec.to_builtins(what),
        actor_user=actor.user,
        actor_label=actor.label[:200],
    )
    _touch_report(followup)
    # By its number: the title may tell of an incident that joins the report, which not all who read the trail may see.
    reason = what.reason if isinstance(what, FollowUpRemoved) else ""
    audit(actor, name_of(type(what)), followup, called=followup.reference, reason=reason)


def head_of(followup: FollowUp) -> int:
    """The number of the newest thing told, for a writer to remember what they have seen."""
    if followup.incident is not None:
        return followup.incident.timeline_head
    return int(followup.entries.aggregate(newest=Max("number"))["newest"] or 0)


def refuse_changed(actor: Actor, followup: FollowUp, since: int | None) -> None:
    """Raise Conflict when somebody else has changed it since this number."""
    if followup.incident is not None:
        refuse_if_changed(followup.incident, actor, since, *CHANGES, followup__id=str(followup.pk))
    elif since is not None:
        kinds = [name_of(each) for each in CHANGES]
        theirs = followup.entries.filter(number__gt=since, kind__in=kinds).exclude(actor_user=actor.user)
        if newest := theirs.last():
            raise conflict_with(newest)


def history_of(followup: FollowUp, most: int) -> Iterable[TimelineEntry | FollowUpEntry]:
    """What was done with it, newest first."""
    if followup.incident is None:
        return followup.entries.order_by("-number")[:most]
    told = followup.incident.timeline.of_kind(*ABOUT_FOLLOWUPS).filter(data__followup__id=str(followup.pk))
    return told.order_by("-number")[:most]


def _touch_report(followup: FollowUp) -> None:
    """Open pages of the report follow this time."""
    if followup.postmortem is not None:
        followup.postmortem.updated_at = clock.now()
        followup.postmortem.save(update_fields=["updated_at"])

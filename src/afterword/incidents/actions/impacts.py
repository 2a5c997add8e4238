"""Impact: adding, correcting, ending and removing what users felt."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import NotFound
from afterword.incidents.kinds import ImpactAdded, ImpactChanged, ImpactEnded, ImpactRemoved
from afterword.incidents.models import Impact, Incident
from afterword.incidents.validation import check_not_future, check_order, clean_long_text
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.record import record
from afterword.timeline.registry import Label

DESCRIPTION_LENGTH = 2000


@transaction.atomic
def add_impact(
    actor: Actor,
    incident: Incident,
    description: str,
    *,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
    is_downtime: bool = True,
) -> Impact:
    """Say what users feel since when; without an end it is still running.

    An impact that began before the incident's estimated start moves that estimate.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    impact = Impact(
        incident=incident,
        description=_clean(description),
        started_at=started_at or clock.now(),
        ended_at=ended_at,
        is_downtime=is_downtime,
    )
    _check_times(impact)
    impact.save(force_insert=True)
    if incident.start_is_estimated and impact.started_at < incident.started_at:
        incident.started_at = impact.started_at
        incident.save(update_fields=["started_at"])
    what = ImpactAdded(impact=Label.of(impact), started_at=impact.started_at, ended_at=impact.ended_at)
    record(incident, actor, what, occurred_at=impact.started_at, is_important=True)
    return impact


@transaction.atomic
def edit_impact(
    actor: Actor,
    impact: Impact,
    *,
    description: str,
    started_at: datetime,
    ended_at: datetime | None,
    is_downtime: bool,
    since: int | None = None,
) -> Impact:
    """Correct an impact; clearing its end makes it run again.

    Raises Conflict when somebody else has changed or ended it since entry number `since`.
    """
    incident, impact = _locked(actor, impact)
    before = (impact.description, impact.started_at, impact.ended_at, impact.is_downtime)
    impact.description, impact.started_at = _clean(description), started_at
    impact.ended_at, impact.is_downtime = ended_at, is_downtime
    if before == (impact.description, impact.started_at, impact.ended_at, impact.is_downtime):
        return impact
    refuse_if_changed(incident, actor, since, ImpactChanged, ImpactEnded, impact__id=str(impact.pk))
    _check_times(impact)
    impact.save()
    what = ImpactChanged(impact=Label.of(impact), started_at=impact.started_at, ended_at=impact.ended_at)
    record(incident, actor, what)
    return impact


@transaction.atomic
def end_impact(actor: Actor, impact: Impact, *, at: datetime | None = None) -> Impact:
    """Say that users no longer feel it; an end that is already there stays."""
    incident, impact = _locked(actor, impact)
    if impact.ended_at:
        return impact
    impact.ended_at = at or clock.now()
    _check_times(impact)
    impact.save(update_fields=["ended_at"])
    what = ImpactEnded(impact=Label.of(impact), ended_at=impact.ended_at)
    record(incident, actor, what, occurred_at=impact.ended_at, is_important=True)
    return impact


@transaction.atomic
def remove_impact(actor: Actor, impact: Impact) -> None:
    """Take back an impact that was none; the timeline remembers it."""
    incident, impact = _locked(actor, impact)
    record(incident, actor, ImpactRemoved(impact=Label.of(impact)))
    impact.delete()


def _locked(actor: Actor, impact: Impact) -> tuple[Incident, Impact]:
    incident = lock(actor, Verb.INCIDENT_UPDATE, impact.incident)
    fresh = incident.impacts.filter(pk=impact.pk).first()
    if fresh is None:
        raise NotFound(_("This impact was removed by somebody else."))
    return incident, fresh


def _clean(description: str) -> str:
    return clean_long_text(description, field="description", limit=DESCRIPTION_LENGTH, is_required=True)


def _check_times(impact: Impact) -> None:
    check_not_future({"started_at": impact.started_at, "ended_at": impact.ended_at})
    check_order(impact.started_at, impact.ended_at, field="ended_at")

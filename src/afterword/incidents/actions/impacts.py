"""Impact: adding, correcting, ending and removing what users felt."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.figures import MOST_USERS, clean_amount, clean_count, difference, written
from afterword.incidents.kinds import (
    ImpactAdded,
    ImpactChanged,
    ImpactEnded,
    ImpactRemoved,
    ServicesChanged,
)
from afterword.incidents.models import Experience, Impact, Incident, Service
from afterword.incidents.validation import check_not_future, check_order, clean_long_text
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.record import record
from afterword.timeline.registry import Label

DESCRIPTION_LENGTH = 2000
GEOGRAPHY_LENGTH = 300
FACTS = ("experience", "users_affected", "users_percent", "geography", "failed_requests")


@dataclass(frozen=True)
class ImpactFigures:
    """What is known of an impact besides its words and times. Unknown is None or empty, never 0."""

    experience: Experience | None = None
    services: tuple[Service, ...] = ()
    users_affected: int | None = None
    users_percent: Decimal | None = None
    geography: str = ""
    failed_requests: int | None = None

    @classmethod
    def of(cls, impact: Impact) -> "ImpactFigures":
        return cls(**{name: getattr(impact, name) for name in FACTS}, services=tuple(impact.services.all()))


NOTHING_COUNTED = ImpactFigures()


@transaction.atomic
def add_impact(
    actor: Actor,
    incident: Incident,
    description: str,
    *,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
    is_downtime: bool | None = None,
    figures: ImpactFigures = NOTHING_COUNTED,
) -> Impact:
    """Say what users feel since when; without an end it is still running.

    Whether it counts as downtime follows the experience, unless it is said. An impact that began before the
    incident's estimated start moves that estimate. A service that it hits is from then on one of the incident's.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    impact = Impact(
        incident=incident,
        description=_clean(description),
        started_at=started_at or clock.now(),
        ended_at=ended_at,
        is_downtime=_counts(is_downtime, figures),
    )
    _check_times(impact)
    _give(impact, figures, NOTHING_COUNTED)
    impact.save(force_insert=True)
    _name_services(actor, incident, impact, figures)
    if incident.start_is_estimated and impact.started_at < incident.started_at:
        incident.started_at = impact.started_at
        incident.save(update_fields=["started_at"])
    facts = difference(_told(Impact(description=impact.description)), _told(impact, figures.services))
    what = ImpactAdded(Label.of(impact), impact.started_at, impact.ended_at, facts)
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
    figures: ImpactFigures | None = None,
    since: int | None = None,
) -> Impact:
    """Correct an impact; clearing its end makes it run again. Without `figures` those it has stay.

    Raises Conflict when somebody else has changed or ended it since entry number `since`.
    """
    incident, impact = _locked(actor, impact)
    known = ImpactFigures.of(impact)
    figures = known if figures is None else figures
    span, before = (impact.started_at, impact.ended_at), _told(impact, known.services)
    impact.description, impact.started_at = _clean(description), started_at
    impact.ended_at, impact.is_downtime = ended_at, is_downtime
    _give(impact, figures, known)
    facts = difference(before, _told(impact, figures.services))
    if not facts and span == (started_at, ended_at):
        return impact
    refuse_if_changed(incident, actor, since, ImpactChanged, ImpactEnded, impact__id=str(impact.pk))
    _check_times(impact)
    impact.save()
    _name_services(actor, incident, impact, figures)
    record(incident, actor, ImpactChanged(Label.of(impact), impact.started_at, impact.ended_at, facts))
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
    fresh = incident.impacts.select_related("experience").filter(pk=impact.pk).first()
    if fresh is None:
        raise NotFound(_("This impact was removed by somebody else."))
    return incident, fresh


def _clean(description: str) -> str:
    return clean_long_text(description, field="description", limit=DESCRIPTION_LENGTH, is_required=True)


def _counts(said: bool | None, figures: ImpactFigures) -> bool:
    if said is None:
        return figures.experience.is_downtime if figures.experience else True
    return said


def _check_times(impact: Impact) -> None:
    check_not_future({"started_at": impact.started_at, "ended_at": impact.ended_at})
    check_order(impact.started_at, impact.ended_at, field="ended_at")


def _give(impact: Impact, figures: ImpactFigures, known: ImpactFigures) -> None:
    """Put the figures on the impact, or Invalid. What is retired stays where it was, and is not chosen anew."""
    if figures.experience and figures.experience != known.experience and figures.experience.retired_at:
        raise Invalid({"experience": _retired(figures.experience)})
    for service in figures.services:
        if service.retired_at and service not in known.services:
            raise Invalid({"services": _retired(service)})
    impact.experience = figures.experience
    impact.users_affected = clean_count(figures.users_affected, field="users_affected", most=MOST_USERS)
    impact.users_percent = clean_amount(figures.users_percent, field="users_percent", places=4, most=Decimal(100))
    impact.failed_requests = clean_count(figures.failed_requests, field="failed_requests", most=MOST_USERS)
    where = clean_long_text(figures.geography, field="geography", limit=GEOGRAPHY_LENGTH)
    impact.geography = " ".join(where.split())


def _retired(row: Experience | Service) -> str:
    return _("“%(name)s” is retired. Choose another one.") % {"name": row.label}


def _name_services(actor: Actor, incident: Incident, impact: Impact, figures: ImpactFigures) -> None:
    impact.services.set(figures.services)
    known = set(incident.services.all()) if figures.services else set()
    added = sorted(set(figures.services) - known, key=str)
    if added:
        incident.services.add(*added)
        record(incident, actor, ServicesChanged(added=tuple(Label.of(each) for each in added)))


def _told(impact: Impact, services: tuple[Service, ...] = ()) -> dict[str, str]:
    """Every fact in words for the timeline, empty where it is not known."""
    told = {name: written(getattr(impact, name)) for name in ("description", *FACTS)}
    return told | {
        "services": ", ".join(sorted(str(each) for each in services)),
        "is_downtime": written(impact.is_downtime),
    }

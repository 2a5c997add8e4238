"""Declaring: the one way an incident comes into being."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.core.numbering import next_number
from afterword.incidents.actions.set_fields import complete_fields
from afterword.incidents.actions.set_type import refuse_retired_type
from afterword.incidents.checklist import plant_checklist
from afterword.incidents.field_rules import NOTHING, required_now
from afterword.incidents.kinds import Declared, ImpactAdded, Imported, Resolved
from afterword.incidents.members import refuse_retired_teams, share_with
from afterword.incidents.models import (
    Category,
    Field,
    Impact,
    Incident,
    IncidentType,
    Outcome,
    Responder,
    Role,
    Service,
    Severity,
    Status,
    StatusChange,
)
from afterword.incidents.validation import (
    check_not_future,
    check_order,
    clean_long_text,
    clean_title,
    clean_zone,
)
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@dataclass(frozen=True)
class Times:
    """What is known of the six times; the rest is taken from the moment of declaring."""

    started_at: datetime | None = None
    detected_at: datetime | None = None
    declared_at: datetime | None = None
    acknowledged_at: datetime | None = None
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True)
class ImpactDraft:
    description: str
    started_at: datetime | None = None
    ended_at: datetime | None = None


NOTHING_KNOWN = Times()
NO_FIELDS: Mapping[Field, object] = {}


@transaction.atomic
def declare(
    actor: Actor,
    *,
    title: str,
    type: IncidentType | None = None,  # noqa: A002  (the word on the page)
    severity: Severity | None = None,
    commander: User | None = None,
    summary: str = "",
    services: Sequence[Service] = (),
    teams: Sequence[Team] = (),
    impact: ImpactDraft | None = None,
    times: Times = NOTHING_KNOWN,
    fields: Mapping[Field, object] = NO_FIELDS,
    zone: str = "",
    is_private: bool = False,
    members: Sequence[User | Team] = (),
    is_test: bool = False,
    is_demo: bool = False,
    source: str = "",
    source_key: str | None = None,
) -> Incident:
    """Open an incident; with `times.resolved_at` it is declared as already over.

    Without a type it is of the default one. Without a severity it is Unknown. Without a commander the declarer
    commands, and nobody what is taken over from a `source`. A title that begins with [TEST] makes a test. `members`
    are those who may see it while it is private, besides who works on it. A type may want it private, ask for
    `fields` (as `set_fields` takes them) and bring a checklist; of what is taken over from a `source`, and of the
    demo, nothing of that is demanded. The caller has looked up what it passes; retired rows are refused.
    """
    require(actor, Verb.INCIDENT_DECLARE)
    _check(times, impact)
    severity = severity or Severity.objects.get(is_unknown=True)
    title = clean_title(title)
    commander = commander or (None if source else actor.user)
    _check_rows(severity, commander, services, () if source or is_demo else teams)
    known = _complete(times, impact, has_commander=commander is not None)
    kind, is_ours = type or IncidentType.objects.get(is_default=True), not (source or is_demo)
    refuse_retired_type(kind)
    is_private = is_private or (kind.is_private and is_ours)
    category = Category.RESOLVED if times.resolved_at else Category.ACTIVE
    incident = Incident(
        number=next_number("incident"),
        title=title,
        type=kind,
        summary=clean_long_text(summary, field="summary"),
        severity=severity,
        highest_severity=severity,
        status=Status.first_of(category),
        outcome=Outcome.RESOLVED if times.resolved_at else "",
        commander=commander,
        declared_by=actor.user,
        is_private=is_private,
        is_test=is_test or title.upper().startswith("[TEST]"),
        is_demo=is_demo,
        zone=clean_zone(zone or (actor.user.zone if actor.user else "UTC")),
        source_key=source_key,
        start_is_estimated=times.started_at is None,
        **known,
    )
    incident.save(force_insert=True)
    incident.services.add(*services)
    incident.teams.add(*teams)
    if is_private:
        share_with(incident, members)
    _write_history(actor, incident, source)
    complete_fields(actor, incident, fields, required_now(incident) if is_ours else NOTHING, is_new=True)
    if is_ours:
        plant_checklist(actor, incident)
    if impact:
        _add_impact(actor, incident, impact)
    return incident


def _check(times: Times, impact: ImpactDraft | None) -> None:
    check_not_future(vars(times))
    check_order(times.started_at, times.resolved_at, field="resolved_at")
    if impact:
        check_not_future({"impact_started_at": impact.started_at, "impact_ended_at": impact.ended_at})
        check_order(impact.started_at, impact.ended_at or times.resolved_at, field="impact_ended_at")


def _check_rows(severity: Severity, commander: User | None, services: Sequence[Service], teams: Sequence[Team]) -> None:
    gone = [service for service in services if service.retired_at]
    if severity.retired_at:
        raise Invalid({"severity": _("The severity %(name)s is no longer used.") % {"name": severity.label}})
    if gone:
        raise Invalid({"services": _("The service %(name)s is no longer used.") % {"name": gone[0].label}})
    refuse_retired_teams(teams)
    if commander and not commander.is_active:
        raise Invalid({"commander": _("%(name)s can no longer sign in.") % {"name": commander}})


def _complete(times: Times, impact: ImpactDraft | None, *, has_commander: bool) -> dict[str, datetime | None]:
    """Fill what was left open: a start no later than anything else known, detection when we were told."""
    now = clock.now()
    declared = times.declared_at or now
    given = [at for at in (*vars(times).values(), impact and impact.started_at) if at]
    first = min([declared, *given])
    is_over = times.resolved_at is not None
    return {
        "started_at": times.started_at or (impact and impact.started_at) or first,
        "detected_at": times.detected_at or (None if is_over else declared),
        "declared_at": declared,
        "acknowledged_at": times.acknowledged_at or (declared if has_commander and not is_over else None),
        "mitigated_at": times.mitigated_at,
        "resolved_at": times.resolved_at,
    }


def _write_history(actor: Actor, incident: Incident, source: str) -> None:
    StatusChange.objects.create(
        incident=incident,
        status=incident.status,
        changed_at=incident.resolved_at or incident.declared_at,
        actor_label=actor.label,
    )
    if incident.commander:
        role = Role.objects.get(is_commander=True)
        Responder.objects.create(incident=incident, user=incident.commander, role=role, joined_at=incident.declared_at)
    if source:
        record(incident, actor, Imported(source=source), occurred_at=incident.declared_at, is_important=False)
    else:
        what = Declared(title=incident.title, severity=Label.of(incident.severity))
        record(incident, actor, what, occurred_at=incident.declared_at, is_important=True)
    if incident.resolved_at:
        ended = Resolved(outcome=incident.outcome)
        record(incident, actor, ended, occurred_at=incident.resolved_at, is_important=True)


def _add_impact(actor: Actor, incident: Incident, draft: ImpactDraft) -> None:
    impact = Impact.objects.create(
        incident=incident,
        description=clean_long_text(draft.description, field="impact", limit=2000, is_required=True),
        started_at=draft.started_at or incident.started_at,
        ended_at=draft.ended_at or incident.resolved_at,
    )
    what = ImpactAdded(impact=Label.of(impact), started_at=impact.started_at, ended_at=impact.ended_at)
    record(incident, actor, what, occurred_at=impact.started_at, is_important=True)

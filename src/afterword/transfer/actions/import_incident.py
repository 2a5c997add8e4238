"""Taking over one incident from elsewhere."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.complete import complete_without_postmortem
from afterword.incidents.actions.declare import ImpactDraft, declare
from afterword.incidents.actions.describe import set_root_cause
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.models import Category, Incident, Service, Severity, Status
from afterword.people.actor import Actor
from afterword.people.models import Team
from afterword.transfer.incident_row import IncidentRow

NAME_LENGTH = 80


@transaction.atomic
def import_incident(actor: Actor, row: IncidentRow, *, is_demo: bool = False) -> Incident | None:
    """Declare what a file tells, with its timeline, whole or not at all; None when it is here already.

    Services and teams that are not here yet are made. Raises Invalid, naming the field, for what can't be.
    """
    require(actor, Verb.INCIDENT_IMPORT)
    if Incident.objects.filter(source_key=row.key).exists():
        return None
    incident = _declare(actor, row, is_demo=is_demo)
    if row.times.start_is_estimated:
        incident.start_is_estimated = True
        incident.save(update_fields=["start_is_estimated"])
    if row.root_cause:
        incident = set_root_cause(actor, incident, row.root_cause)
    for line in row.timeline:
        add_note(actor, incident, line.text, occurred_at=line.at, is_important=line.is_important)
    if row.times.warning:
        add_note(actor, incident, row.times.warning, is_important=True)
    return _settle(actor, incident, row)


def _declare(actor: Actor, row: IncidentRow, *, is_demo: bool) -> Incident:
    if row.is_private and actor.user is None:
        words = _("A private incident needs somebody who may see it: import it as an administrator.")
        raise Invalid({"private": words})
    times = row.times.times
    teams = [_team(name, is_demo=is_demo) for name in row.teams]
    return declare(
        actor,
        title=row.title,
        severity=_severity(row.severity),
        summary=row.summary,
        services=[_service(name, is_demo=is_demo) for name in row.services],
        teams=teams,
        impact=ImpactDraft(row.impact, times.started_at, times.resolved_at) if row.impact else None,
        times=times,
        zone=row.zone,
        is_private=row.is_private,
        members=teams,
        is_test=row.is_test,
        is_demo=is_demo,
        source=row.source,
        source_key=row.key,
    )


def _settle(actor: Actor, incident: Incident, row: IncidentRow) -> Incident:
    """What `declare` can't say: that it was stable, or closed for good."""
    if row.status == Category.STABLE:
        return set_status(actor, incident, Status.first_of(Category.STABLE), at=row.times.last)
    if row.status == Category.COMPLETED:
        reason = _("It was completed in %(source)s before it came here.") % {"source": row.source}
        return complete_without_postmortem(actor, incident, because=reason)
    return incident


def _severity(name: str) -> Severity:
    if not name:
        return Severity.objects.get(is_unknown=True)
    found = Severity.objects.filter(name__iexact=name, retired_at=None).first()
    if found is None:
        known = ", ".join(Severity.objects.filter(retired_at=None).values_list("name", flat=True))
        words = _("There is no severity “%(name)s”. Use one of: %(known)s.")
        raise Invalid({"severity": words % {"name": name, "known": known}})
    return found


def _service(name: str, *, is_demo: bool) -> Service:
    if len(name) > NAME_LENGTH:
        raise Invalid({"services": _("A name has at most %(limit)s characters.") % {"limit": NAME_LENGTH}})
    known = Service.objects.filter(name__iexact=name).first()
    return known or Service.objects.get_or_create(name=name, defaults={"is_demo": is_demo})[0]


def _team(name: str, *, is_demo: bool) -> Team:
    if len(name) > NAME_LENGTH:
        raise Invalid({"teams": _("A name has at most %(limit)s characters.") % {"limit": NAME_LENGTH}})
    known = Team.objects.filter(name__iexact=name).first()
    return known or Team.objects.get_or_create(name=name, defaults={"is_demo": is_demo})[0]

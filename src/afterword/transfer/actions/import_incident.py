from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.declare import ImpactDraft, Times, declare
from afterword.incidents.models import Incident, Service, Severity
from afterword.people.actor import Actor
from afterword.people.models import Team
from afterword.transfer.incident_row import IncidentRow


@transaction.atomic
def import_incident(actor: Actor, row: IncidentRow, *, is_demo: bool = False) -> Incident | None:
    """Declare what a file tells, with its timeline, whole or not at all; None when it is here already."""
    require(actor, Verb.INCIDENT_IMPORT)
    if Incident.objects.filter(source_key=row.key).exists():
        return None
    incident = declare(
        actor,
        title=row.title,
        severity=_severity(row.severity),
        summary=row.summary,
        services=[_service(name, is_demo=is_demo) for name in row.services],
        teams=[_team(name, is_demo=is_demo) for name in row.teams],
        impact=ImpactDraft(row.impact, row.times["started_at"], row.times.get("resolved_at")) if row.impact else None,
        times=Times(**row.times),
        zone=row.zone,
        is_private=row.is_private,
        is_test=row.is_test,
        is_demo=is_demo,
        source=row.source,
        source_key=row.key,
    )
    if row.root_cause:
        incident.root_cause = row.root_cause
        incident.save(update_fields=["root_cause"])
    for line in row.timeline:
        add_note(actor, incident, line.text, occurred_at=line.at, is_important=line.is_important)
    for warning in row.warnings:
        add_note(actor, incident, warning)
    return incident


def _severity(name: str) -> Severity:
    if not name or name.lower() == "unknown":
        return Severity.objects.get(is_unknown=True)
    found = Severity.objects.filter(name__iexact=name, retired_at=None).first()
    if found is None:
        names = ", ".join(Severity.objects.filter(retired_at=None).values_list("name", flat=True))
        words = _("There is no severity “%(name)s”. Use one of: %(names)s.")
        raise Invalid({"severity": words % {"name": name, "names": names}})
    return found


def _service(name: str, *, is_demo: bool) -> Service:
    if len(name) > 80:
        raise Invalid({"services": _("A service's name has at most 80 characters.")})
    return Service.objects.get_or_create(name=name, defaults={"is_demo": is_demo})[0]


def _team(name: str, *, is_demo: bool) -> Team:
    if len(name) > 80:
        raise Invalid({"teams": _("A team's name has at most 80 characters.")})
    return Team.objects.get_or_create(name=name, defaults={"is_demo": is_demo})[0]

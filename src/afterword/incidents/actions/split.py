"""Splitting: one incident turns out to be two."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.actions.declare import NO_FIELDS, declare
from afterword.incidents.copying import copy_entries
from afterword.incidents.field_rules import fields_of
from afterword.incidents.field_values import values_of
from afterword.incidents.kinds import SplitFrom, SplitOff
from afterword.incidents.models import Field, Incident, RequiredAt, Severity
from afterword.incidents.pairs import numbered
from afterword.people.actor import Actor
from afterword.timeline.record import record

MOST_ENTRIES = 500


@transaction.atomic
def split_off(
    actor: Actor,
    incident: Incident,
    *,
    title: str,
    entries: Collection[int] = (),
    severity: Severity | None = None,
    fields: Mapping[Field, object] = NO_FIELDS,
) -> Incident:
    """Declare a second incident out of this one, with copies of the entries of these numbers.

    It has the same type, services, teams and zone, and is private and shared as this one is. What it takes to declare
    is said as here, unless `fields` say otherwise. Nothing is taken from this one. Invalid for
    entries that are not on its timeline and for more than 500.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if len(set(entries)) > MOST_ENTRIES:
        words = _("At most %(most)s entries go along. Choose those that tell the second story.")
        raise Invalid({"entries": words % {"most": MOST_ENTRIES}})
    chosen = list(incident.timeline.shown().filter(number__in=entries).order_by("number"))
    if len(chosen) < len(set(entries)):
        raise Invalid({"entries": _("One of these entries is not on the timeline of this incident.")})
    members = [each.user or each.team for each in incident.members.select_related("user", "team")]
    new = declare(
        actor,
        title=title,
        type=incident.type,
        severity=severity or incident.severity,
        services=list(incident.services.filter(retired_at=None)),
        teams=list(incident.teams.all()),
        fields={**_needed(incident), **fields},
        zone=incident.zone,
        is_private=incident.is_private,
        members=[member for member in members if member],
        is_test=incident.is_test,
    )
    new.split_from = incident
    new.save(update_fields=["split_from"])
    copied = copy_entries(chosen, new)
    record(new, actor, SplitFrom(other=numbered(incident), entries=copied), is_important=True)
    record(incident, actor, SplitOff(other=numbered(new), entries=copied), is_important=True)
    return new


def _needed(incident: Incident) -> dict[Field, object]:
    """What declaring asks for, as it is said of this one."""
    filled = values_of([incident])[incident.pk]
    asked = [each.field for each in fields_of(incident.type_id) if each.required_at == RequiredAt.DECLARE]
    return {field: filled[field.pk] for field in asked if field.pk in filled}

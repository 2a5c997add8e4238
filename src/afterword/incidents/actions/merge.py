"""Merging: two incidents turn out to be one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid
from afterword.incidents.copying import copy_entries
from afterword.incidents.kinds import ImpactEnded, MergedIn, Resolved
from afterword.incidents.models import (
    Category,
    Impact,
    Incident,
    IncidentLink,
    Outcome,
    Responder,
    Role,
    Status,
    StatusChange,
)
from afterword.incidents.pairs import lock_pair, numbered
from afterword.incidents.validation import clean_reason
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def merge_into(actor: Actor, incident: Incident, target: Incident, *, reason: str = "") -> Incident:
    """End this incident as a part of another, which gets its timeline, impacts, people, services, links and tasks.

    Nothing is taken from this one but its open tasks: it stays readable as it was. Raises Invalid for a target that
    would close a circle, that is merged itself, or that more people can see; Conflict when this one is merged already.
    """
    if incident.pk == target.pk:
        raise Invalid({"target": _("An incident can't be merged into itself.")})
    incident, target = lock_pair(actor, Verb.INCIDENT_UPDATE, incident, target)
    if incident.merged_into_id == target.pk:
        return incident
    _check(incident, target)
    if incident.is_private:
        require(actor, Verb.INCIDENT_SHARE, incident)  # those who see only the target will read its words
    reason, now = clean_reason(reason), clock.now()
    copied = copy_entries(list(incident.timeline.shown().order_by("number")), target)
    _join(incident, target, now)
    _end(actor, incident, target, now)
    what = Resolved(outcome=Outcome.MERGED, merged_into=numbered(target), reason=reason)
    record(incident, actor, what, occurred_at=now, is_important=True)
    arrived = MergedIn(other=numbered(incident), entries=copied, reason=reason)
    record(target, actor, arrived, occurred_at=now, is_important=True)
    return incident


def _check(incident: Incident, target: Incident) -> None:
    if incident.merged_into_id:
        raise Conflict(_("This incident is merged already. Reopen it to merge it elsewhere."), code="merged_already")
    if target.merged_into_id:
        words = _("%(target)s is merged itself. Merge into the incident that took it in.")
        raise Invalid({"target": words % {"target": target.reference}})
    if incident.is_private and not target.is_private:
        words = _("This incident is private and the other one is not: its words would be shown to everybody.")
        raise Invalid({"target": words})


def _join(incident: Incident, target: Incident, now: datetime) -> None:
    """Give the target what the incident has and it has not."""
    target.services.add(*incident.services.all())
    target.teams.add(*incident.teams.all())
    target.tags.add(*incident.tags.all())
    _copy_impacts(incident, target)
    _copy_people(incident, target, now)
    known = set(target.links.values_list("url", flat=True))
    links = [each for each in incident.links.all() if each.url not in known]
    IncidentLink.objects.bulk_create(
        IncidentLink(incident=target, kind=each.kind, title=each.title, url=each.url) for each in links
    )
    incident.tasks.filter(done_at=None, checklist_item=None).update(incident=target)
    if target.start_is_estimated and incident.started_at < target.started_at:
        target.started_at = incident.started_at
        target.save(update_fields=["started_at"])
    if incident.severity.is_worse_than(target.highest_severity):
        target.highest_severity = incident.severity
        target.save(update_fields=["highest_severity"])


def _copy_impacts(incident: Incident, target: Incident) -> None:
    """Those that still run go on there; they overlap with the target's own and are never counted twice."""
    for impact in incident.impacts.all():
        services = list(impact.services.all())
        copied = Impact.objects.create(
            incident=target,
            **{
                name: getattr(impact, name)
                for name in (
                    "description",
                    "started_at",
                    "ended_at",
                    "is_downtime",
                    "experience",
                    "users_affected",
                    "users_percent",
                    "geography",
                    "failed_requests",
                )
            },
        )
        copied.services.add(*services)


def _copy_people(incident: Incident, target: Incident, now: datetime) -> None:
    """Whoever works on the incident goes on as a helper, and whoever watches watches on."""
    here = set(target.responders.filter(left_at=None).values_list("user_id", flat=True))
    helper = Role.objects.filter(retired_at=None, is_commander=False).order_by("-position").first()
    working = dict.fromkeys(incident.responders.filter(left_at=None).values_list("user_id", flat=True))
    if helper:
        Responder.objects.bulk_create(
            Responder(incident=target, user_id=person, role=helper, joined_at=now)
            for person in working
            if person not in here
        )
    for person in incident.watchers.values_list("user_id", flat=True):
        target.watchers.get_or_create(user_id=person)


def _end(actor: Actor, incident: Incident, target: Incident, now: datetime) -> None:
    was_open = incident.is_open
    incident.merged_into, incident.outcome, incident.duplicate_of = target, Outcome.MERGED, None
    fields = ["merged_into", "outcome", "duplicate_of"]
    if was_open:
        incident.status, incident.resolved_at, incident.update_due_at = Status.first_of(Category.RESOLVED), now, None
        fields += ["status", "resolved_at", "update_due_at"]
    incident.save(update_fields=fields)
    if not was_open:
        return
    StatusChange.objects.create(incident=incident, status=incident.status, changed_at=now, actor_label=actor.label)
    for impact in incident.impacts.filter(ended_at=None):
        impact.ended_at = now
        impact.save(update_fields=["ended_at"])
        record(incident, actor, ImpactEnded(impact=Label.of(impact), ended_at=now), occurred_at=now)

"""One incident with what hangs on it, read in a fixed number of statements."""

from django.db.models import QuerySet

from afterword.access.policy import abilities
from afterword.access.verbs import Verb
from afterword.api.v1.lookup import FOR_DOCUMENT
from afterword.api.v1.own_fields import fields_shape
from afterword.api.v1.rows import person_shape, row_of
from afterword.api.v1.shapes import (
    ImpactShape,
    IncidentShape,
    IncidentWithTimeline,
    LinkShape,
    MetricShape,
    PersonShape,
    PostmortemOfIncident,
    ResponderShape,
    UpdateShape,
)
from afterword.api.v1.timeline_rows import NEWEST, entry_page
from afterword.core import clock
from afterword.incidents.metrics import Metric, metrics_of
from afterword.incidents.models import Impact, Incident, IncidentLink, Responder
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem

VERBS = (Verb.INCIDENT_UPDATE, Verb.INCIDENT_COMMENT, Verb.INCIDENT_SHARE, Verb.POSTMORTEM_START)


def incident_shape(actor: Actor, incident: Incident) -> IncidentShape:
    """For one that was found with `lookup.incident_at`."""
    impacts = list(with_figures(incident.impacts.all()))
    now = clock.now()
    return {
        **row_of(incident),
        "fields": fields_shape(incident),
        "tags": [tag.name for tag in incident.tags.all()],
        "summary": incident.summary,
        "root_cause": incident.root_cause,
        "highest_severity": incident.highest_severity.name,
        "duplicate_of": _duplicate_of(actor, incident),
        "no_postmortem_because": incident.no_postmortem_because,
        "declared_by": person_shape(incident.declared_by),
        "zone": incident.zone,
        "created_at": incident.created_at,
        "current_update": _update(incident),
        "impacts": [impact_shape(impact) for impact in impacts],
        "responders": _responders(incident),
        "links": [link_shape(link) for link in incident.links.all()],
        "metrics": [_metric(metric) for metric in metrics_of(incident, impacts, now)],
        "postmortem": _postmortem(actor, incident),
        "abilities": abilities(actor, incident, VERBS),
    }


def incident_with_timeline(actor: Actor, incident: Incident, order: str = NEWEST) -> IncidentWithTimeline:
    timeline = entry_page(incident, incident.timeline.shown(), order=order, query={})
    return {**incident_shape(actor, incident), "timeline": timeline}


def as_it_is_now(actor: Actor, incident: Incident) -> IncidentShape:
    """After a change that the actor made: read again, also when they have just taken their own sight of it."""
    fresh = Incident.objects.select_related(*FOR_DOCUMENT).get(pk=incident.pk)
    return incident_shape(actor, fresh)


def with_figures(impacts: QuerySet[Impact]) -> QuerySet[Impact]:
    return impacts.select_related("experience").prefetch_related("services")


def impact_shape(impact: Impact) -> ImpactShape:
    return {
        "id": str(impact.pk),
        "description": impact.description,
        "started_at": impact.started_at,
        "ended_at": impact.ended_at,
        "is_downtime": impact.is_downtime,
        "seconds": impact.seconds(clock.now()),
        "experience": impact.experience.name if impact.experience else None,
        "services": [service.name for service in impact.services.all()],
        "users_affected": impact.users_affected,
        "users_percent": None if impact.users_percent is None else float(impact.users_percent),
        "geography": impact.geography,
        "failed_requests": impact.failed_requests,
    }


def link_shape(link: IncidentLink) -> LinkShape:
    return {"id": str(link.pk), "kind": link.kind, "title": link.title, "url": link.url, "added_at": link.added_at}


def _duplicate_of(actor: Actor, incident: Incident) -> int | None:
    if incident.duplicate_of_id is None:
        return None
    found = Incident.objects.visible_to(actor).filter(pk=incident.duplicate_of_id)
    return found.values_list("number", flat=True).first()


def _update(incident: Incident) -> UpdateShape | None:
    if incident.update_posted_at is None:
        return None
    return {
        "message": incident.update_message,
        "posted_at": incident.update_posted_at,
        "posted_by": incident.update_posted_by,
        "next_due_at": incident.update_due_at,
    }


def _responders(incident: Incident) -> list[ResponderShape]:
    here = incident.responders.filter(left_at=None).select_related("user", "role")
    return [_responder(each) for each in here]


def _responder(responder: Responder) -> ResponderShape:
    person: PersonShape = {"name": str(responder.user), "email": responder.user.email}
    return {"role": responder.role.name, "person": person, "joined_at": responder.joined_at}


def _metric(metric: Metric) -> MetricShape:
    return {
        "key": metric.key,
        "label": metric.label,
        "formula": metric.formula,
        "seconds": metric.seconds,
        "is_running": metric.is_running,
        "is_estimated": metric.is_estimated,
        "warning": metric.warning,
    }


def _postmortem(actor: Actor, incident: Incident) -> PostmortemOfIncident | None:
    found = Postmortem.objects.visible_to(actor).filter(incidents=incident).first()
    if found is None:
        return None
    return {
        "number": found.number,
        "reference": found.reference,
        "title": found.title,
        "state": found.state,
        "url": found.url,
    }

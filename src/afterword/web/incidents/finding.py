"""The incident that a page is about, seen with the eyes of who asks."""

from urllib.parse import urlsplit

from afterword.access.policy import abilities, see
from afterword.access.verbs import Verb
from afterword.incidents.models import Incident
from afterword.incidents.seen import note_seen
from afterword.web.middleware import use_zone_of_incident
from afterword.web.requests import PersonRequest

_SECTION_OF = {"tasks": "/remediation", "follow-ups": "/remediation", "links": "/remediation"}
SECTIONS = ("", "/timeline", "/remediation", "/notifications")
_RELATED = ("type", "severity", "highest_severity", "status", "commander", "declared_by", "business_impact")


def find(request: PersonRequest, number: int) -> Incident:
    """The incident with what its header shows; the page's times then follow the reader's choice of zone."""
    incident = see(request.actor, Incident.objects.filter(number=number).select_related(*_RELATED))
    use_zone_of_incident(request, incident.zone)
    note_seen(request.actor, incident)
    return incident


def may(request: PersonRequest, incident: Incident) -> dict[str, bool]:
    """What the reader may do here, by short names for templates."""
    known = abilities(request.actor, incident, (Verb.INCIDENT_UPDATE, Verb.INCIDENT_SHARE))
    return {"update": known[Verb.INCIDENT_UPDATE], "share": known[Verb.INCIDENT_SHARE]}


def back_to(request: PersonRequest, incident: Incident) -> str:
    """The section of the incident that the person came from, else where what was changed is shown.

    A form that was a page of its own, without scripts, has itself as the place that one came from.
    """
    path = urlsplit(request.headers.get("Referer", "")).path
    if path in {f"{incident.url}{section}" for section in SECTIONS}:
        return path
    noun = request.path.removeprefix(f"{incident.url}/").partition("/")[0]
    return f"{incident.url}{_SECTION_OF.get(noun, '')}"


def zones_of(request: PersonRequest, incident: Incident) -> tuple[str, str]:
    """What to offer beside a time: the reader's own zone and the incident's."""
    return (request.user.zone, incident.zone)

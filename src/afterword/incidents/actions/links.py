from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.kinds import LinkAdded, LinkRemoved
from afterword.incidents.models import Incident, IncidentLink, LinkKind
from afterword.incidents.validation import clean_title, clean_url
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def add_link(
    actor: Actor, incident: Incident, *, url: str, title: str = "", kind: str = LinkKind.DOCUMENT
) -> IncidentLink:
    """Keep a document, chat, call or other address with the incident; the same address twice is one link."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    if kind not in LinkKind.values:
        raise Invalid({"kind": _("Choose one of the listed kinds.")})
    url = clean_url(url)
    title = (clean_title(title) if title.strip() else url)[:200]
    known = incident.links.filter(url=url).first()
    if known:
        return known
    link = IncidentLink.objects.create(incident=incident, kind=kind, title=title, url=url)
    record(incident, actor, LinkAdded(link=Label.of(link), url=url, kind=kind))
    return link


@transaction.atomic
def remove_link(actor: Actor, link: IncidentLink) -> None:
    incident = lock(actor, Verb.INCIDENT_UPDATE, link.incident)
    fresh = incident.links.filter(pk=link.pk).first()
    if fresh is None:
        raise NotFound(_("This link was removed by somebody else."))
    record(incident, actor, LinkRemoved(link=Label.of(fresh), url=fresh.url))
    fresh.delete()

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.incidents.kinds import LinkAdded, LinkChanged, LinkRemoved
from afterword.incidents.link_guess import guess_kind
from afterword.incidents.models import Incident, IncidentLink, LinkKind
from afterword.incidents.validation import clean_title, clean_url
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.record import record
from afterword.timeline.registry import Label

LINK_TITLE_LENGTH = 200


@transaction.atomic
def add_link(actor: Actor, incident: Incident, *, url: str, title: str = "", kind: str = "") -> IncidentLink:
    """Keep a document, chat, call or other address with the incident; the same address twice is one link.

    Without a kind it is guessed from the address.
    """
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    url = clean_url(url)
    kind = _kind(kind or guess_kind(url))
    title = _title(title, url)
    known = incident.links.filter(url=url).first()
    if known:
        return known
    link = IncidentLink.objects.create(incident=incident, kind=kind, title=title, url=url)
    record(incident, actor, LinkAdded(link=Label.of(link), url=url, kind=kind))
    return link


@transaction.atomic
def edit_link(
    actor: Actor, link: IncidentLink, *, url: str, title: str, kind: str, since: int | None = None
) -> IncidentLink:
    """Give it another title, kind or address. Raises Conflict when somebody else has since entry number `since`."""
    incident, link = _locked(actor, link)
    url = clean_url(url)
    wanted = (url, _title(title, url), _kind(kind or guess_kind(url)))
    if wanted == (link.url, link.title, link.kind):
        return link
    refuse_if_changed(incident, actor, since, LinkChanged, link__id=str(link.pk))
    if incident.links.exclude(pk=link.pk).filter(url=url).exists():
        raise Conflict(_("This address is kept here already, under another title."))
    before = link.title
    link.url, link.title, link.kind = wanted
    link.save(update_fields=["url", "title", "kind"])
    record(incident, actor, LinkChanged(link=Label.of(link), url=link.url, kind=link.kind, before=before))
    return link


@transaction.atomic
def remove_link(actor: Actor, link: IncidentLink) -> None:
    incident, fresh = _locked(actor, link)
    record(incident, actor, LinkRemoved(link=Label.of(fresh), url=fresh.url))
    fresh.delete()


def _locked(actor: Actor, link: IncidentLink) -> tuple[Incident, IncidentLink]:
    incident = lock(actor, Verb.INCIDENT_UPDATE, link.incident)
    fresh = incident.links.filter(pk=link.pk).first()
    if fresh is None:
        raise NotFound(_("This link was removed by somebody else."))
    return incident, fresh


def _kind(kind: str) -> str:
    if kind not in LinkKind.values:
        raise Invalid({"kind": _("Choose one of the listed kinds.")})
    return str(kind)


def _title(title: str, url: str) -> str:
    return (clean_title(title) if title.strip() else url)[:LINK_TITLE_LENGTH]

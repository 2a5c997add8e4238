"""What one opens first when a service breaks."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid
from afterword.incidents.link_guess import guess_kind
from afterword.incidents.models import LinkKind, Service, ServiceLink
from afterword.incidents.validation import clean_title, clean_url
from afterword.people.actor import Actor

MOST_LINKS = 30
TITLE_LENGTH = 200


@transaction.atomic
def add_service_link(actor: Actor, service: Service, *, url: str, title: str = "", kind: str = "") -> ServiceLink:
    """Keep an address with the service, last in its list; the same address twice is one link."""
    service = lock(actor, Verb.SERVICE_UPDATE, service)
    url = clean_url(url)
    kind = kind or guess_kind(url)
    if kind not in LinkKind.values:
        raise Invalid({"kind": _("Choose one of the listed kinds.")})
    title = (clean_title(title) if title.strip() else url)[:TITLE_LENGTH]
    links = list(service.links.all())
    known = next((each for each in links if each.url == url), None)
    if known:
        return known
    if len(links) >= MOST_LINKS:
        raise Conflict(_("A service has at most %(most)s links. Remove one first.") % {"most": MOST_LINKS})
    position = max((each.position for each in links), default=-1) + 1
    link = ServiceLink.objects.create(service=service, kind=kind, title=title, url=url, position=position)
    audit(actor, "service.link_added", service, link=title, url=url)
    return link


@transaction.atomic
def remove_service_link(actor: Actor, link: ServiceLink) -> None:
    """Take it off; somebody who does so a moment later changes nothing."""
    service = lock(actor, Verb.SERVICE_UPDATE, link.service)
    fresh = service.links.filter(pk=link.pk).first()
    if fresh:
        fresh.delete()
        audit(actor, "service.link_removed", service, link=fresh.title, url=fresh.url)

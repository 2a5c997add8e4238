"""Which runbooks help with an incident."""

from dataclasses import dataclass

from afterword.incidents.models import Incident, IncidentLink
from afterword.people.actor import Actor
from afterword.runbooks.actions.use import address_of
from afterword.runbooks.models import Runbook

MOST = 10


@dataclass(frozen=True)
class Offer:
    """A runbook for one of the broken services, and whether it is with the incident already."""

    runbook: Runbook
    is_used: bool


def offered_on(actor: Actor, incident: Incident, links: list[IncidentLink]) -> list[Offer]:
    """Those of the incident's services that are not retired; one statement. `links` are the incident's."""
    known = {link.url for link in links}
    found = Runbook.objects.visible_to(actor).filter(retired_at=None, services__incidents=incident)
    rows = found.distinct().order_by("title", "number").defer("document")[:MOST]
    return [Offer(each, address_of(each) in known) for each in rows]

"""What an incident's services bring to it: their links, and what became of their budgets."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from afterword.incidents.downtime import budgets_of_incident
from afterword.incidents.models import Impact, Incident, IncidentLink, Outcome
from afterword.people.actor import Actor
from afterword.web.incidents.budget_words import budgets_of_one

OFFERED = 8


def service_facts(
    actor: Actor, incident: Incident, impacts: Sequence[Impact], links: Iterable[IncidentLink], now: datetime
) -> dict[str, Any]:
    """Context of the side blocks, in three statements, or five where something was promised of a service."""
    services = list(incident.services.with_promises())
    known = {link.url for link in links}
    offered = [link for service in services for link in service.links.all() if link.url not in known]
    counts = any(each.is_downtime for each in impacts) and not incident.is_test
    budgets = []
    if counts and incident.outcome != Outcome.FALSE_ALARM:
        budgets = budgets_of_incident(actor, incident, services, impacts, now)
    is_running = any(each.is_downtime and each.ended_at is None for each in impacts)
    return {
        "services": services,
        "service_links": offered[:OFFERED],
        "budgets": budgets_of_one(budgets, is_running=is_running),
    }

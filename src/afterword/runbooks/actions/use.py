from django.conf import settings
from django.db import transaction

from afterword.access.policy import see
from afterword.incidents.actions.links import add_link
from afterword.incidents.models import Incident, IncidentLink, LinkKind
from afterword.people.actor import Actor
from afterword.runbooks.models import Runbook


@transaction.atomic
def use_runbook(actor: Actor, incident: Incident, runbook: Runbook) -> IncidentLink:
    """Keep with the incident that this runbook was worked with; the timeline says so. Twice is once."""
    runbook = see(actor, Runbook.objects.filter(pk=runbook.pk))
    return add_link(actor, incident, url=address_of(runbook), title=str(runbook), kind=LinkKind.RUNBOOK)


def address_of(runbook: Runbook) -> str:
    """Whole, as a link outside of the product needs it."""
    return f"{settings.BASE_URL}{runbook.url}"

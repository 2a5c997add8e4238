"""A published report completes its incidents; taking it back undoes that."""

from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.core.errors import Conflict
from afterword.incidents.kinds import Completed, StatusChanged
from afterword.incidents.models import Category, Incident, Status, StatusChange
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


def refuse_open(incidents: list[Incident]) -> None:
    """Conflict while one of them goes on: a report tells how it ended."""
    for incident in incidents:
        if incident.is_open:
            words = _("%(reference)s is open again. Resolve it first, then publish the report.")
            raise Conflict(words % {"reference": incident.reference}, code="still_open")


def complete(actor: Actor, incidents: list[Incident]) -> None:
    """Close the resolved ones for good. They are locked."""
    for incident in incidents:
        if incident.status.category == Category.RESOLVED:
            _set(actor, incident, Category.COMPLETED)
            record(incident, actor, Completed())


def undo_completion(actor: Actor, incidents: list[Incident]) -> None:
    """Make those that a report completed resolved again; what was closed without a report stays closed."""
    for incident in incidents:
        if incident.status.category == Category.COMPLETED and not incident.no_postmortem_because:
            before = Label.of(incident.status)
            _set(actor, incident, Category.RESOLVED)
            after = Label.of(incident.status)
            record(incident, actor, StatusChanged(before=before, after=after, category=Category.RESOLVED))


def _set(actor: Actor, incident: Incident, category: Category) -> None:
    incident.status = Status.first_of(category)
    incident.save(update_fields=["status"])
    StatusChange.objects.create(
        incident=incident, status=incident.status, changed_at=clock.now(), actor_label=actor.label
    )

"""The checklist of a type, as tasks of an incident."""

from afterword.incidents.models import ChecklistItem, Incident, IncidentTask
from afterword.people.actor import Actor


def plant_checklist(actor: Actor, incident: Incident) -> None:
    """Make a task of every item that is none yet. The caller holds the lock."""
    items = ChecklistItem.objects.filter(type=incident.type_id).exclude(tasks__incident=incident)
    IncidentTask.objects.bulk_create(
        IncidentTask(incident=incident, title=item.text, checklist_item=item, created_by=actor.user) for item in items
    )

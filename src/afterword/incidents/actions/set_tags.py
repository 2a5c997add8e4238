"""Words under which one finds an incident again."""

from collections.abc import Iterable

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.incidents.kinds import TagsChanged
from afterword.incidents.models import Incident
from afterword.incidents.tags import tags_named
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def set_tags(actor: Actor, incident: Incident, names: Iterable[str]) -> Incident:
    """Give the incident these tags and no others; new words become tags."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    wanted = {tag.name: tag for tag in tags_named(names)}
    before = {tag.name: tag for tag in incident.tags.all()}
    added = [tag for name, tag in sorted(wanted.items()) if name not in before]
    removed = [tag for name, tag in sorted(before.items()) if name not in wanted]
    if added or removed:
        incident.tags.add(*added)
        incident.tags.remove(*removed)
        what = TagsChanged(added=tuple(map(Label.of, added)), removed=tuple(map(Label.of, removed)))
        record(incident, actor, what)
    return incident


@transaction.atomic
def change_tags(actor: Actor, incident: Incident, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> Incident:
    """Add some tags and take off others, and leave the rest as it is."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    unwanted = set(remove)
    names = [tag.name for tag in incident.tags.all() if tag.name not in unwanted]
    return set_tags(actor, incident, [*names, *add])

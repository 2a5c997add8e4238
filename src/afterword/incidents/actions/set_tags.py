"""Words under which one finds an incident again."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.kinds import TagsChanged
from afterword.incidents.models import Incident, Tag
from afterword.incidents.tags import MOST_TAGS, tags_named
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def set_tags(actor: Actor, incident: Incident, names: Iterable[str]) -> Incident:
    """Give the incident these tags and no others; new words become tags."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    return _changed(actor, incident, set(incident.tags.all()), set(tags_named(names)))


@transaction.atomic
def change_tags(actor: Actor, incident: Incident, *, add: Iterable[Tag] = (), remove: Iterable[Tag] = ()) -> Incident:
    """Add some tags and take off others, and leave the rest as it is."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    before = set(incident.tags.all())
    return _changed(actor, incident, before, (before - set(remove)) | set(add))


def _changed(actor: Actor, incident: Incident, before: set[Tag], wanted: set[Tag]) -> Incident:
    added, removed = sorted(wanted - before, key=str), sorted(before - wanted, key=str)
    if not added and not removed:
        return incident
    if len(wanted) > MOST_TAGS:
        raise Invalid({"tags": _("At most %(most)s tags on one incident.") % {"most": MOST_TAGS}})
    incident.tags.add(*added)
    incident.tags.remove(*removed)
    record(incident, actor, TagsChanged(added=tuple(map(Label.of, added)), removed=tuple(map(Label.of, removed))))
    return incident

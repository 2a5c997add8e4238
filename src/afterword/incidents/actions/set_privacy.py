from collections.abc import Collection

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.incidents.kinds import PrivacyChanged
from afterword.incidents.members import share_with
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def set_privacy(
    actor: Actor,
    incident: Incident,
    *,
    is_private: bool,
    people: Collection[User] = (),
    teams: Collection[Team] = (),
) -> Incident:
    """Close the incident to all but those on it and the given people and teams, or open it to everyone here.

    Whoever loses sight of it loses it everywhere within a second or two.
    """
    incident = lock(actor, Verb.INCIDENT_SHARE, incident)
    added, removed = _set_members(incident, people, teams)
    if incident.is_private == is_private and not added and not removed:
        return incident
    was_private, incident.is_private = incident.is_private, is_private
    incident.access_version += 1
    incident.save(update_fields=["is_private", "access_version"])
    what = PrivacyChanged(is_private=is_private, was_private=was_private, added=added, removed=removed)
    record(incident, actor, what)
    return incident


def _set_members(
    incident: Incident, people: Collection[User], teams: Collection[Team]
) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    members = list(incident.members.select_related("user", "team"))
    wanted: set[User | Team] = {*people, *teams}
    present = {each.user or each.team: each for each in members}
    added = [row for row in wanted if row not in present]
    removed = [member for row, member in present.items() if row not in wanted]
    share_with(incident, added)
    for member in removed:
        member.delete()
    return tuple(Label.of(row) for row in added), tuple(Label(str(m.pk), str(m)) for m in removed)

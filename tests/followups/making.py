"""Follow-ups for tests, made through the verb."""

from typing import Any

from afterword.followups.actions.add_followup import add_followup
from afterword.followups.draft import FollowUpDraft
from afterword.followups.models import FollowUp
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from tests.cast import ada_actor
from tests.world import an_incident


def incident_of(followup: FollowUp) -> Incident:
    """Of one that is of an incident."""
    assert followup.incident is not None
    return followup.incident


def a_followup(
    incident: Incident | None = None, title: str = "Alert on slow payments", *, by: Actor | None = None, **draft: Any
) -> FollowUp:
    """By Ada on a new incident, unless told otherwise."""
    actor = by or ada_actor()
    return add_followup(actor, incident or an_incident(commander=actor), FollowUpDraft(title=title, **draft))

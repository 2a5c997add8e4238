from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.kinds import SeverityChanged, StatusChanged, UpdatePosted
from afterword.people.actor import Actor
from tests.world import an_incident, sev, status


def test_the_newest_update_is_the_current_state(ada: Actor) -> None:
    incident, due = an_incident(commander=ada), clock.now() + timedelta(minutes=30)

    incident = post_update(ada, incident, "We look into it")
    incident = post_update(ada, incident, "Rolled back", next_due_at=due)

    assert (incident.update_message, incident.update_posted_by, incident.update_due_at) == ("Rolled back", "Ada", due)
    assert incident.timeline.of_kind(UpdatePosted).count() == 2


def test_a_changed_status_or_severity_is_its_own_entry(ada: Actor) -> None:
    incident = an_incident(commander=ada, severity=sev(2))

    incident = post_update(ada, incident, "Better", status=status("Stable"), severity=sev(3))

    assert (incident.status.name, incident.severity.name) == ("Stable", "SEV-3")
    assert incident.timeline.of_kind(StatusChanged, SeverityChanged).count() == 2
    what = incident.timeline.of_kind(UpdatePosted).get().particulars
    assert isinstance(what, UpdatePosted)
    assert (what.status.name, what.severity.name) == ("Stable", "SEV-3")


def test_what_is_refused_changes_nothing_at_all(ada: Actor) -> None:
    incident = an_incident(commander=ada, severity=sev(2))

    with pytest.raises(Invalid):
        post_update(ada, incident, "  ", severity=sev(1))
    with pytest.raises(Invalid):
        post_update(ada, incident, "x" * 5001)
    with pytest.raises(Invalid):
        post_update(ada, incident, "Soon", next_due_at=clock.now() - timedelta(minutes=1), severity=sev(1))
    with pytest.raises(Conflict):
        post_update(ada, incident, "Done", severity=sev(1), status=status("Resolved"))

    incident.refresh_from_db()
    assert (incident.severity, incident.timeline_head) == (sev(2), 1)


def test_an_outsider_may_not(cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        post_update(cy, an_incident(), "All is fine")

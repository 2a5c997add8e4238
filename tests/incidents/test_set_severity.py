from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.kinds import SeverityChanged
from afterword.people.actor import Actor
from tests.world import an_incident, sev


def test_raising_severity_is_told_once_on_the_timeline(ada: Actor) -> None:
    incident = an_incident(commander=ada, severity=sev(3))

    set_severity(ada, incident, sev(1), reason="all regions")
    incident = set_severity(ada, incident, sev(1))

    entry = incident.timeline.of_kind(SeverityChanged).get()
    what = entry.particulars
    assert isinstance(what, SeverityChanged)
    assert (what.before.name, what.after.name, what.reason) == ("SEV-3", "SEV-1", "all regions")
    assert entry.is_important


def test_it_may_have_been_so_for_a_while_but_not_tomorrow(ada: Actor) -> None:
    incident, at = an_incident(commander=ada, severity=sev(3)), clock.now() - timedelta(minutes=10)

    incident = set_severity(ada, incident, sev(1), at=at)

    assert incident.timeline.of_kind(SeverityChanged).get().occurred_at == at
    with pytest.raises(Invalid):
        set_severity(ada, incident, sev(2), at=clock.now() + timedelta(days=1))


def test_the_highest_severity_is_remembered_when_it_falls(ada: Actor) -> None:
    incident = an_incident(commander=ada, severity=sev(None))

    for level in (2, 1, 3):
        incident = set_severity(ada, incident, sev(level))

    assert (incident.severity.name, incident.highest_severity.name) == ("SEV-3", "SEV-1")


def test_unknown_outranks_nothing(ada: Actor) -> None:
    incident = set_severity(ada, an_incident(commander=ada, severity=sev(4)), sev(None))

    assert incident.highest_severity.name == "SEV-4"


def test_a_responder_with_a_token_may(robo: Actor) -> None:
    assert set_severity(robo, an_incident(), sev(1)).severity == sev(1)


def test_an_outsider_may_not(cy: Actor) -> None:
    incident = an_incident(severity=sev(3))

    with pytest.raises(NotAllowed):
        set_severity(cy, incident, sev(1))

    incident.refresh_from_db()
    assert incident.severity == sev(3)


def test_whoever_does_not_see_it_finds_nothing(bo: Actor) -> None:
    with pytest.raises(NotFound):
        set_severity(bo, an_incident(is_private=True), sev(1))


def test_a_retired_severity_and_an_endless_reason_are_refused(ada: Actor) -> None:
    incident, level = an_incident(commander=ada), sev(4)
    level.retired_at = clock.now()

    with pytest.raises(Invalid, match="no longer used"):
        set_severity(ada, incident, level)
    with pytest.raises(Invalid) as refused:
        set_severity(ada, incident, sev(1), reason="x" * 2001)
    assert list(refused.value.fields) == ["reason"]
    assert not incident.timeline.of_kind(SeverityChanged).exists()

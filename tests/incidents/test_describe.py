import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.describe import rename, set_root_cause, set_summary
from afterword.incidents.kinds import Renamed, RootCauseChanged, SummaryChanged
from afterword.people.actor import Actor
from tests.world import an_incident


def test_words_change_and_are_told_once(ada: Actor) -> None:
    incident = an_incident("Shop down", commander=ada)

    for _ in range(2):
        incident = rename(ada, incident, "Checkout down")
        incident = set_summary(ada, incident, "Payments failed")
        incident = set_root_cause(ada, incident, "A table was missing")

    assert (incident.title, incident.summary, incident.root_cause) == (
        "Checkout down",
        "Payments failed",
        "A table was missing",
    )
    assert incident.timeline.of_kind(Renamed, SummaryChanged, RootCauseChanged).count() == 3


def test_two_who_write_at_once_notice_each_other(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    seen = incident.timeline_head
    set_summary(bo, incident, "Bo's words", since=seen)

    with pytest.raises(Conflict) as refused:
        set_summary(ada, incident, "Ada's words", since=seen)
    incident.refresh_from_db()
    kept = incident.summary
    incident = set_summary(ada, incident, "Ada's words", since=incident.timeline_head)

    assert (refused.value.code, kept) == ("changed_meanwhile", "Bo's words")
    assert incident.summary == "Ada's words"


def test_changes_elsewhere_do_not_stop_a_writer(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    seen = incident.timeline_head
    rename(bo, incident, "Another title")

    assert set_root_cause(ada, incident, "A table was missing", since=seen).root_cause


def test_ones_own_change_does_not_stop_one(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    seen = incident.timeline_head
    set_summary(ada, incident, "First", since=seen)

    assert set_summary(ada, incident, "Second", since=seen).summary == "Second"


@pytest.mark.parametrize("title", ["", "   ", "x" * 257])
def test_a_title_that_is_none_is_refused(ada: Actor, title: str) -> None:
    with pytest.raises(Invalid):
        rename(ada, an_incident(commander=ada), title)


def test_an_endless_summary_is_refused(ada: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        set_summary(ada, an_incident(commander=ada), "x" * 20_001)

    assert list(refused.value.fields) == ["summary"]


def test_an_outsider_may_not(cy: Actor) -> None:
    incident = an_incident()

    for change in (rename, set_summary, set_root_cause):
        with pytest.raises(NotAllowed):
            change(cy, incident, "My words")

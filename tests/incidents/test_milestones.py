from typing import Any

import pytest
from django.utils import translation

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.edit_note import edit_note
from afterword.incidents.actions.milestones import change_milestone, mark_milestone, remove_milestone
from afterword.incidents.kinds import (
    MilestoneChanged,
    MilestoneMarked,
    MilestoneRemoved,
    NoteBecameMilestone,
    TimestampCorrected,
)
from afterword.incidents.milestone_fields import PLANS
from afterword.incidents.models import MilestoneKind
from afterword.incidents.moments import MOMENTS
from tests.world import a_note, an_incident, utc

FOUND = {"finding": "The cache is empty", "evidence": "Hit rate 0 %"}


def test_a_milestone_tells_what_is_known_of_it_on_the_timeline(ada):
    with clock.at(utc("2026-03-02 14:00")):
        incident = an_incident(commander=ada)
        details = {**FOUND, "data_source": " "}
        at = utc("2026-03-02 13:50")
        milestone = mark_milestone(ada, incident, "discovery", occurred_at=at, details=details)

    entry = incident.timeline.of_kind(MilestoneMarked).get()
    assert milestone.entry == entry
    assert (entry.occurred_at, entry.is_important) == (at, True)
    assert entry.data["details"] == FOUND
    assert "Key discovery" in entry.sentence()


def test_discoveries_may_be_many_and_every_other_milestone_one(ada):
    incident = an_incident(commander=ada)

    for _ in range(3):
        mark_milestone(ada, incident, "discovery", details=FOUND)
    mark_milestone(ada, incident, "escalated")
    with pytest.raises(Conflict, match="marked already"):
        mark_milestone(ada, incident, "escalated")

    assert incident.milestones.count() == 4


def test_marking_may_set_the_time_that_it_tells(ada):
    with clock.at(utc("2026-03-02 14:00")):
        incident = an_incident(commander=ada)
        at = utc("2026-03-02 13:00")
        mark_milestone(ada, incident, "detected", occurred_at=at, sets_time=True)
        mark_milestone(ada, incident, "started", occurred_at=at)
        mark_milestone(ada, incident, "declared_resolved", sets_time=True)

    incident.refresh_from_db()
    assert incident.detected_at == at
    assert incident.start_is_estimated
    with translation.override("zh-hans"):
        what = incident.timeline.of_kind(TimestampCorrected).get().particulars
        assert isinstance(what, TimestampCorrected)
        why = what.why()
    assert why
    assert "Detection" not in why, "told in the reader's language, not the writer's"
    assert incident.resolved_at is None, "an open incident is resolved, not given a time"


def test_a_note_becomes_a_milestone_and_both_move_together(ada):
    with clock.at(utc("2026-03-02 14:00")):
        incident = an_incident(commander=ada)
        note = a_note(incident, "It is the cache", at=utc("2026-03-02 13:30"))
        milestone = mark_milestone(ada, incident, "cause_found", note=note.number)
        edit_note(ada, incident, note.number, text="It is the cache", occurred_at=utc("2026-03-02 13:20"))
        milestone.refresh_from_db()
        moved = milestone.occurred_at
        change_milestone(ada, milestone, occurred_at=utc("2026-03-02 13:10"), details={"root_cause": "Cold cache"})

    note.refresh_from_db()
    assert moved == utc("2026-03-02 13:20")
    assert (note.occurred_at, note.data["text"], note.is_important) == (
        utc("2026-03-02 13:10"),
        "It is the cache",
        True,
    )
    assert incident.timeline.of_kind(NoteBecameMilestone).count() == 1
    with pytest.raises(Conflict):
        mark_milestone(ada, incident, "discovery", note=note.number)
    with pytest.raises(NotFound):
        mark_milestone(ada, incident, "discovery", note=999)


def test_a_change_is_kept_beside_what_was_said_before(ada):
    with clock.at(utc("2026-03-02 14:00")):
        incident = an_incident(commander=ada)
        milestone = mark_milestone(ada, incident, "discovery", details=FOUND)
        at = milestone.occurred_at
        change_milestone(ada, milestone, occurred_at=at, details=FOUND)
        change_milestone(ada, milestone, occurred_at=at, details={"finding": "The cache was flushed"})

    entry = incident.timeline.of_kind(MilestoneMarked).get()
    assert entry.data["details"] == {"finding": "The cache was flushed"}
    assert entry.edits.get().data_before["details"] == FOUND
    assert incident.timeline.of_kind(MilestoneChanged).count() == 1


def test_two_people_changing_one_milestone_are_told(ada, bo):
    incident = an_incident(commander=ada)
    milestone = mark_milestone(ada, incident, "discovery", details=FOUND)
    incident.refresh_from_db()
    seen, at = incident.timeline_head, milestone.occurred_at
    change_milestone(bo, milestone, occurred_at=at, details={"finding": "Bo's"}, since=seen)

    with pytest.raises(Conflict, match="changed this while you were writing"):
        change_milestone(ada, milestone, occurred_at=at, details={"finding": "Ada's"}, since=seen)


def test_what_was_taken_back_stays_on_the_timeline(ada):
    incident = an_incident(commander=ada)
    milestone = mark_milestone(ada, incident, "planned")

    remove_milestone(ada, milestone)

    assert not incident.milestones.exists()
    assert incident.timeline.of_kind(MilestoneRemoved).count() == 1
    with pytest.raises(NotFound):
        remove_milestone(ada, milestone)


def test_what_can_not_be_is_refused_with_its_field(ada):
    with clock.at(utc("2026-03-02 14:00")):
        incident = an_incident(commander=ada)
        wrong: list[tuple[str, dict[str, Any], str]] = [
            ("sleeping", {}, "kind"),
            ("discovery", {"details": {"plan": "Roll back"}}, "plan"),
            ("discovery", {"details": {"finding": "x" * 2001}}, "finding"),
            ("detected", {"details": {"alert_link": "javascript:alert(1)"}}, "alert_link"),
            ("discovery", {"occurred_at": utc("2026-03-02 14:30")}, "occurred_at"),
        ]
        for kind, given, field in wrong:
            with pytest.raises(Invalid) as refusal:
                mark_milestone(ada, incident, kind, **given)
            assert list(refusal.value.fields) == [field]

    assert not incident.milestones.exists()


def test_marking_is_for_those_who_work_on_it(cy, ada):
    with pytest.raises(NotAllowed):
        mark_milestone(cy, an_incident(commander=ada), "planned")


def test_every_kind_has_a_plan_and_names_a_time_that_there_is():
    assert set(PLANS) == set(MilestoneKind)
    assert {plan.moment for plan in PLANS.values()} - {""} <= set(MOMENTS)

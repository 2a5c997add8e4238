from dataclasses import replace

import pytest

from afterword.access.models import AuditEntry
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.core.models import SearchText
from afterword.followups.actions.change_followup import change_followup
from afterword.followups.actions.remove_followup import remove_followup
from afterword.followups.actions.set_state import set_state
from afterword.followups.draft import FollowUpDraft
from afterword.followups.kinds import FollowUpAdded, FollowUpChanged, FollowUpStateChanged
from afterword.followups.models import FollowUp
from afterword.followups.searching import index, index_later, search_followups
from afterword.followups.telling import head_of, history_of
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.people.actor import Actor
from afterword.postmortems.actions.add_followup import add_followup_to_report
from afterword.postmortems.actions.cover import add_incident
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.delete import delete_postmortem
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from afterword.postmortems.export import to_markdown
from afterword.postmortems.models import Postmortem
from tests.cast import ada_actor
from tests.postmortems.reporting import a_report
from tests.world import a_resolved_incident, an_incident, user_of


def of_a_launch(title: str = "Rehearse the roll-back", **draft: object) -> FollowUp:
    """Of a report by Ada that covers no incident."""
    ada = ada_actor()
    report = create_report(ada, "Launch of the new checkout", language="en")
    return add_followup_to_report(ada, report, FollowUpDraft(title, **draft))  # type: ignore[arg-type]


def report_of(followup: FollowUp) -> Postmortem:
    assert followup.postmortem is not None
    return Postmortem.objects.get(pk=followup.postmortem.pk)


def told(followup: FollowUp) -> list[type]:
    return [type(each.particulars) for each in history_of(followup, 100)]


def test_it_is_the_reports_own_where_that_covers_no_incident(ada: Actor, bo: Actor) -> None:
    followup = of_a_launch(owner=user_of(bo), horizon="week")

    assert (followup.incident, followup.subject) == (None, report_of(followup))
    assert (followup.priority, followup.due_on is not None) == (0, True)
    assert told(followup) == [FollowUpAdded]
    assert AuditEntry.objects.get(action="followup.added").object_label == followup.reference


def test_it_is_the_first_incidents_unless_another_is_named(ada: Actor) -> None:
    first, second = a_resolved_incident("First", by=ada), a_resolved_incident("Second", by=ada)
    report = start(ada, [first, second])

    assert add_followup_to_report(ada, report, FollowUpDraft("a")).incident == first
    assert add_followup_to_report(ada, report, FollowUpDraft("b"), incident=second).incident == second
    assert first.timeline.of_kind(FollowUpAdded).count() == 1
    with pytest.raises(Invalid) as refused:
        add_followup_to_report(ada, report, FollowUpDraft("c"), incident=a_resolved_incident("Other", by=ada))
    assert list(refused.value.fields) == ["incident"]


def test_also_of_a_published_report_which_still_says_what_was_published(ada: Actor) -> None:
    report = publish(ada, report_of(of_a_launch()))
    before = to_markdown(report)

    add_followup_to_report(ada, report, FollowUpDraft("Thought of later"))

    assert report.followups.count() == 2
    assert to_markdown(report) == before


def test_a_viewer_adds_none_and_works_only_on_what_is_theirs(ada: Actor, cy: Actor) -> None:
    followup = of_a_launch(owner=user_of(cy))
    with pytest.raises(NotAllowed):
        add_followup_to_report(cy, report_of(followup), FollowUpDraft("a"))

    assert set_state(cy, followup, "complete").closed_at
    with pytest.raises(NotAllowed):
        remove_followup(cy, followup, reason="Not mine")
    with pytest.raises(NotAllowed):
        set_state(cy, of_a_launch(), "complete")


def test_its_history_tells_each_change_once(ada: Actor, bo: Actor) -> None:
    followup = of_a_launch()
    for _ in range(2):
        followup = change_followup(bo, followup, replace(FollowUpDraft.of(followup), title="Rehearse it twice"))
        followup = set_state(ada, followup, "in_progress")

    assert told(followup) == [FollowUpStateChanged, FollowUpChanged, FollowUpAdded]
    assert [each.actor_label for each in history_of(followup, 100)] == ["Ada", "Bo", "Ada"]


def test_two_who_change_it_at_once_notice_each_other(ada: Actor, bo: Actor) -> None:
    followup = of_a_launch()
    seen = head_of(followup)
    change_followup(bo, followup, FollowUpDraft("Theirs"), since=seen)

    with pytest.raises(Conflict):
        change_followup(ada, followup, FollowUpDraft("Mine"), since=seen)
    assert change_followup(ada, followup, FollowUpDraft("Mine"), since=head_of(followup)).title == "Mine"


def test_what_is_removed_stays_on_the_trail_with_the_reason(ada: Actor) -> None:
    followup = of_a_launch()
    remove_followup(ada, followup, reason="Written twice")

    assert not FollowUp.objects.exists()
    assert AuditEntry.objects.get(action="followup.removed").data["reason"] == "Written twice"
    with pytest.raises(NotFound):
        set_state(ada, followup, "complete")


def test_it_is_hidden_with_its_report_once_that_covers_a_private_incident(ada: Actor, bo: Actor, cy: Actor) -> None:
    followup = of_a_launch("Hide the payroll")
    index(followup)
    assert [each.row for each in search_followups(cy, "payroll")] == [followup]

    hidden = resolve(ada, an_incident("Leaked key", commander=ada, is_private=True), Ending(at=clock.now()))
    add_incident(ada, report_of(followup), hidden)

    assert not FollowUp.objects.visible_to(cy).exists()
    assert search_followups(cy, "payroll") == []
    assert FollowUp.objects.visible_to(ada).get().subject == report_of(followup)
    with pytest.raises(Invalid) as refused:
        change_followup(ada, followup, replace(FollowUpDraft.of(followup), owner=user_of(bo)))
    assert list(refused.value.fields) == ["owner"]
    assert "payroll" not in str(list(AuditEntry.objects.values_list("object_label", "data"))).lower()


def test_the_report_tells_it_beside_those_of_its_incidents(ada: Actor) -> None:
    followup = of_a_launch("Own thing", description="In staging")
    report = report_of(followup)
    assert "Own thing" in to_markdown(report)
    incident = a_resolved_incident("Slow", by=ada)
    add_incident(ada, report, incident)

    add_followup_to_report(ada, report, FollowUpDraft("Thing of the incident"))

    words = to_markdown(report)
    assert "Own thing" in words
    assert "Thing of the incident" in words
    assert report.followups.get() == followup


def test_it_goes_with_its_report(ada: Actor) -> None:
    followup = of_a_launch()
    index(followup)
    kept = add_followup_to_report(ada, a_report(by=ada), FollowUpDraft("Of an incident"))

    delete_postmortem(ada, report_of(followup))
    index_later(str(followup.pk))

    assert FollowUp.objects.get() == kept
    assert not SearchText.objects.filter(kind="followup").exists()

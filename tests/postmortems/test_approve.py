import pytest

from afterword.core.errors import Conflict, NotAllowed
from afterword.documents.models import RevisionKind
from afterword.people.actor import Actor
from afterword.postmortems.actions.approve import approve, take_back_approval
from afterword.postmortems.actions.ask_for_review import Asked, ask_for_review
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.kinds import ApprovalGiven
from afterword.postmortems.models import Postmortem, State
from tests.postmortems.reporting import a_report, a_report_in_review, reviews_are_needed
from tests.world import user_of


def state_of(report: Postmortem) -> str:
    return Postmortem.objects.get(pk=report.pk).state


def test_an_approval_keeps_who_as_what_and_of_which_text(ada: Actor, bo: Actor) -> None:
    report = a_report_in_review(by=ada, reader=bo)

    approval = approve(bo, report, "technical", comment="Reads well")

    assert (approval.label, approval.role, approval.comment) == ("Bo", "technical", "Reads well")
    assert approval.revision.kind == RevisionKind.APPROVED
    assert approval.revision.head == report.document.head
    assert state_of(report) == State.APPROVED
    entry = report.incidents.get().timeline.of_kind(ApprovalGiven).get()
    assert entry.sentence() == f"approved the postmortem PM-{report.number} as Technical reviewer"


def test_it_is_approved_once_everybody_asked_and_every_required_role_has_said_so(
    ada: Actor, bo: Actor, di: Actor
) -> None:
    reviews_are_needed(di, "author")
    report = a_report_in_review(by=ada, reader=bo)

    approve(bo, report, "technical")
    assert state_of(report) == State.IN_REVIEW
    approve(ada, report, "author")
    assert state_of(report) == State.APPROVED


def test_approving_again_changes_nothing_unless_the_text_was_edited(ada: Actor, bo: Actor) -> None:
    report = a_report_in_review(by=ada, reader=bo)
    first = approve(bo, report, "technical")

    assert approve(bo, report, "technical") == first
    edit_section(ada, report, "lessons", "## What we learned\n\nTest more.", base=report.document.head)
    second = approve(bo, report, "technical")

    assert second.revision.head > first.revision.head
    assert report.approvals.filter(withdrawn_at=None).get() == second


def test_a_report_that_shows_its_own_state_is_not_another_one_for_being_approved(ada: Actor, bo: Actor) -> None:
    report = a_report_in_review(by=ada, reader=bo)
    shown = "## What we learned\n\n<!-- block: status -->\n\n<!-- block: approvals -->"
    edit_section(ada, report, "lessons", shown, base=report.document.head)

    assert approve(bo, report, "technical") == approve(bo, report, "technical")


def test_taken_back_it_is_in_review_again_and_the_history_stays(ada: Actor, bo: Actor) -> None:
    report = a_report_in_review(by=ada, reader=bo)
    approve(bo, report, "technical")

    take_back_approval(bo, report, "technical")
    take_back_approval(bo, report, "technical")

    assert state_of(report) == State.IN_REVIEW
    assert report.approvals.get().withdrawn_at is not None


def test_a_viewer_who_was_asked_approves_in_that_role_only(ada: Actor, cy: Actor) -> None:
    report = ask_for_review(ada, a_report(by=ada), [Asked(user_of(cy), "manager")])

    with pytest.raises(NotAllowed, match="not in this role"):
        approve(cy, report, "technical")
    assert approve(cy, report, "manager").role == "manager"


def test_a_viewer_who_was_not_asked_does_not_approve(ada: Actor, bo: Actor, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        approve(cy, a_report_in_review(by=ada, reader=bo), "manager")


def test_a_draft_is_not_approved(ada: Actor) -> None:
    with pytest.raises(Conflict, match="Ask for a review first"):
        approve(ada, a_report(by=ada), "author")

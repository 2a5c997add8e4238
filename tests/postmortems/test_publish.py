import pytest

from afterword.core.errors import Conflict, NotAllowed
from afterword.documents.models import RevisionKind
from afterword.incidents.actions.complete import complete_without_postmortem
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.models import Category, Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.approve import approve
from afterword.postmortems.actions.back_to_draft import back_to_draft
from afterword.postmortems.actions.edit import edit_section, rename
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.export import to_markdown
from afterword.postmortems.kinds import PostmortemPublished
from afterword.postmortems.models import Postmortem, State
from tests.postmortems.reporting import a_report, a_report_in_review, reviews_are_needed
from tests.world import a_note, status


def category_of(report: Postmortem) -> str:
    return str(Incident.objects.select_related("status").get(coverage__postmortem=report).status.category)


def test_publishing_freezes_the_text_and_completes_the_incident(ada: Actor) -> None:
    report = publish(ada, a_report(by=ada))

    assert report.state == State.PUBLISHED
    assert report.published_revision
    assert report.published_revision.kind == RevisionKind.PUBLISHED
    assert report.published_revision.authors == ["Ada"]
    assert category_of(report) == Category.COMPLETED
    assert report.incidents.get().timeline.of_kind(PostmortemPublished).count() == 1


def test_twice_is_once(ada: Actor, bo: Actor) -> None:
    report = publish(ada, a_report(by=ada))

    assert publish(bo, report).published_at == report.published_at
    assert report.document.revisions.count() == 1


def test_what_is_published_does_not_follow_the_facts(ada: Actor) -> None:
    report = a_report(by=ada)
    a_note(report.incidents.get(), "Rolled back to 4.2", by=ada)
    before = to_markdown(publish(ada, report))

    a_note(report.incidents.get(), "Closed the ticket", by=ada)

    assert to_markdown(Postmortem.objects.get()) == before


def test_while_it_is_published_nobody_edits_it(ada: Actor) -> None:
    report = publish(ada, a_report(by=ada))

    with pytest.raises(Conflict, match="back to draft"):
        edit_section(ada, report, "lessons", "## What we learned\n\nNothing.", base=1)
    with pytest.raises(Conflict, match="back to draft"):
        rename(ada, report, "Another title")


def test_a_refusal_names_what_is_missing(ada: Actor, bo: Actor, di: Actor) -> None:
    reviews_are_needed(di, "manager", "on_call")
    report = a_report_in_review(by=ada, reader=bo)
    approve(ada, report, "manager")

    with pytest.raises(Conflict, match="It still needs the approval of: On-call lead"):
        publish(ada, report)


def test_where_reviews_are_needed_a_draft_says_what_to_do(ada: Actor, bo: Actor, di: Actor) -> None:
    reviews_are_needed(di)

    with pytest.raises(Conflict, match="Ask for a review first"):
        publish(ada, a_report(by=ada))
    report = a_report_in_review(by=bo, reader=ada)
    with pytest.raises(Conflict, match="awaited from: Technical reviewer"):
        publish(bo, report)
    approve(ada, report, "technical")
    assert publish(bo, report).state == State.PUBLISHED


def test_an_incident_that_goes_on_again_is_resolved_first(ada: Actor) -> None:
    report = a_report(by=ada)
    set_status(ada, report.incidents.get(), status("Active"))

    with pytest.raises(Conflict, match="is open again"):
        publish(ada, report)


def test_back_to_draft_undoes_the_completion_and_ends_the_approvals(ada: Actor, bo: Actor) -> None:
    report = a_report_in_review(by=ada, reader=bo)
    approve(bo, report, "technical")
    report = publish(ada, report)

    report = back_to_draft(ada, report, reason="The times were wrong")

    assert report.state == State.DRAFT
    assert category_of(report) == Category.RESOLVED
    assert not report.approvals.filter(withdrawn_at=None).exists()
    assert report.state_changes.filter(reason="The times were wrong").count() == 1
    assert report.published_revision
    again = publish(ada, report).published_revision
    assert again
    assert again.number > report.published_revision.number


def test_what_was_closed_without_a_report_stays_closed(ada: Actor) -> None:
    report = a_report(by=ada)
    complete_without_postmortem(ada, report.incidents.get(), because="Known already")
    publish(ada, report)

    back_to_draft(ada, report, reason="Another look")

    assert category_of(report) == Category.COMPLETED


def test_a_viewer_publishes_nothing(ada: Actor, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        publish(cy, a_report(by=ada))
    with pytest.raises(NotAllowed):
        back_to_draft(cy, publish(ada, a_report(by=ada)), reason="No")

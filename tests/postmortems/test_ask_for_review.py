import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.people.actor import Actor
from afterword.postmortems.actions.ask_for_review import Asked, ask_for_review, withdraw_request
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.kinds import ReviewAsked
from afterword.postmortems.models import State
from tests.postmortems.reporting import a_report
from tests.world import user_of


def test_the_report_goes_into_review_and_the_timeline_says_so(ada: Actor, bo: Actor) -> None:
    report = ask_for_review(ada, a_report(by=ada), [Asked(user_of(bo), "manager")], message="By Friday, please")

    assert report.state == State.IN_REVIEW
    assert [(each.user, each.role) for each in report.reviewers.all()] == [(bo.user, "manager")]
    change = report.state_changes.get()
    assert (change.before, change.after, change.reason) == ("draft", "in_review", "By Friday, please")
    entry = report.incidents.get().timeline.of_kind(ReviewAsked).get()
    assert entry.sentence() == f"asked for a review of the postmortem PM-{report.number}"


def test_asking_the_same_person_again_changes_nothing(ada: Actor, bo: Actor) -> None:
    report = ask_for_review(ada, a_report(by=ada), [Asked(user_of(bo))])

    ask_for_review(ada, report, [Asked(user_of(bo))])

    assert report.reviewers.count() == 1
    assert report.incidents.get().timeline.of_kind(ReviewAsked).count() == 1


def test_somebody_has_to_be_asked(ada: Actor) -> None:
    with pytest.raises(Invalid, match="at least one person"):
        ask_for_review(ada, a_report(by=ada))


def test_who_does_not_see_the_incident_cannot_be_asked(ada: Actor, bo: Actor) -> None:
    report = a_report(by=ada)
    set_privacy(ada, report.incidents.get(), is_private=True)

    with pytest.raises(Invalid, match="Bo can't see every incident"):
        ask_for_review(ada, report, [Asked(user_of(bo))])


def test_a_published_report_is_not_reviewed(ada: Actor, bo: Actor) -> None:
    report = publish(ada, a_report(by=ada))

    with pytest.raises(Conflict, match="back to draft"):
        ask_for_review(ada, report, [Asked(user_of(bo))])


def test_a_viewer_asks_nobody(ada: Actor, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        ask_for_review(cy, a_report(by=ada), [Asked(user_of(ada))])


def test_a_reviewer_can_be_taken_off_again(ada: Actor, bo: Actor) -> None:
    report = ask_for_review(ada, a_report(by=ada), [Asked(user_of(bo))])

    withdraw_request(ada, report, report.reviewers.get())

    assert not report.reviewers.exists()

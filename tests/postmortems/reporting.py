"""Reports for tests to happen to."""

from afterword.people.actor import Actor
from afterword.postmortems.actions.ask_for_review import Asked, ask_for_review
from afterword.postmortems.actions.set_review_policy import set_review_policy
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import ApprovalRole, Postmortem
from tests.world import a_resolved_incident, user_of


def a_report(title: str = "Checkout answered with errors", *, by: Actor) -> Postmortem:
    """A draft on one resolved incident of this person's, in English."""
    return start(by, [a_resolved_incident(title, by=by)], language="en")


def a_report_in_review(title: str = "Checkout answered with errors", *, by: Actor, reader: Actor) -> Postmortem:
    """One that this reader was asked to look at technically."""
    return ask_for_review(by, a_report(title, by=by), [Asked(user_of(reader), ApprovalRole.TECHNICAL)])


def reviews_are_needed(di: Actor, *roles: str) -> None:
    """From now on nothing is published from draft, and these roles have to approve."""
    set_review_policy(di, may_publish_from_draft=False, required_roles=roles)

"""The life of a report: reviewed, approved, published, taken back; and of which incidents it tells."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from afterword.api.answers import answer
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Input, Name, Reason
from afterword.api.v1.lookup import incident_at, person_with
from afterword.api.v1.parameters import NUMBER_LIMIT
from afterword.api.v1.report_shapes import PostmortemWithReview, Roles, report_at, report_with_review
from afterword.postmortems.actions.approve import approve, take_back_approval
from afterword.postmortems.actions.ask_for_review import MOST_REVIEWERS, Asked, ask_for_review
from afterword.postmortems.actions.back_to_draft import back_to_draft
from afterword.postmortems.actions.cover import add_incident, remove_incident
from afterword.postmortems.actions.publish import publish

router = Router(tags=["Postmortems"])
REPORT = "/postmortems/{int:number}"


class ReviewerInput(Input):
    """`person` is an e-mail address."""

    person: Name
    role: Roles = "technical"


class ReviewInput(Input):
    reviewers: list[ReviewerInput] = Field(default_factory=list, max_length=MOST_REVIEWERS)
    message: Reason = ""


class ApprovalInput(Input):
    """With the `head` of the text that was read, an edit since then is answered with 409."""

    role: Roles
    comment: Reason = ""
    head: Annotated[int, Field(ge=0, le=2_147_483_647)] | None = None


class DraftInput(Input):
    """From published it needs a reason."""

    reason: Reason = ""


class CoveredInput(Input):
    number: Annotated[int, Field(ge=1, le=NUMBER_LIMIT)]


NO_REASON = DraftInput()
NOBODY_NEW = ReviewInput()


@router.post(f"{REPORT}/review", response=PostmortemWithReview, summary="Ask for a review")
def post_review(request: ApiRequest, number: int, body: ReviewInput = NOBODY_NEW) -> HttpResponse:
    """Of these people, beside those who were asked already."""
    asked = [Asked(person_with(each.person, "reviewers"), each.role) for each in body.reviewers]
    ask_for_review(request.auth, report_at(request.auth, number), asked, message=body.message)
    return answer(report_with_review(request.auth, number))


@router.post(f"{REPORT}/approval", response=PostmortemWithReview, summary="Approve a report")
def post_approval(request: ApiRequest, number: int, body: ApprovalInput) -> HttpResponse:
    """As it is now, in one role. Once every role that was asked for has, it counts as approved."""
    approve(request.auth, report_at(request.auth, number), body.role, comment=body.comment, head=body.head)
    return answer(report_with_review(request.auth, number))


@router.delete(f"{REPORT}/approval", response=PostmortemWithReview, summary="Take your approval back")
def delete_approval(request: ApiRequest, number: int, role: Annotated[Roles, Query()]) -> HttpResponse:
    take_back_approval(request.auth, report_at(request.auth, number), role)
    return answer(report_with_review(request.auth, number))


@router.post(f"{REPORT}/publication", response=PostmortemWithReview, summary="Publish a report")
def post_publication(request: ApiRequest, number: int) -> HttpResponse:
    """Freezes its text and facts, and completes its incidents. Twice is once."""
    publish(request.auth, report_at(request.auth, number))
    return answer(report_with_review(request.auth, number))


@router.post(f"{REPORT}/draft", response=PostmortemWithReview, summary="Take a report back to draft")
def post_draft(request: ApiRequest, number: int, body: DraftInput = NO_REASON) -> HttpResponse:
    """Approvals end; what publishing completed is resolved again."""
    back_to_draft(request.auth, report_at(request.auth, number), reason=body.reason)
    return answer(report_with_review(request.auth, number))


@router.post(f"{REPORT}/incidents", response=PostmortemWithReview, summary="Add an incident to a report")
def post_incident(request: ApiRequest, number: int, body: CoveredInput) -> HttpResponse:
    """One that is over and has no report yet; ten at most."""
    add_incident(request.auth, report_at(request.auth, number), incident_at(request.auth, body.number))
    return answer(report_with_review(request.auth, number))


@router.delete(
    f"{REPORT}/incidents/{{int:incident}}", response=PostmortemWithReview, summary="Take an incident out of a report"
)
def delete_incident(request: ApiRequest, number: int, incident: int) -> HttpResponse:
    covered = incident_at(request.auth, min(incident, NUMBER_LIMIT))
    remove_incident(request.auth, report_at(request.auth, number), covered)
    return answer(report_with_review(request.auth, number))

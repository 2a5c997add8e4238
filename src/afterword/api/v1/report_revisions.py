"""A report as it was."""

from typing import Annotated
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from afterword.api.answers import MARKDOWN_TYPE, answer, created
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Input
from afterword.api.v1.parameters import NUMBER_LIMIT
from afterword.api.v1.report_shapes import (
    PostmortemWithReview,
    RevisionList,
    RevisionShape,
    report_at,
    report_with_review,
    revision_shape,
)
from afterword.core.errors import NotFound
from afterword.core.keyset import PAGE_LIMIT, Order, page_of
from afterword.documents.models import Revision
from afterword.postmortems.actions.revisions import make_revision, restore_revision
from afterword.postmortems.export import revision_to_markdown
from afterword.postmortems.models import Postmortem

router = Router(tags=["Postmortems"])
MARKDOWN = {"responses": {200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}}}
BY_NUMBER = Order("number")
REVISIONS = "/postmortems/{int:number}/revisions"
REVISION = f"{REVISIONS}/{{int:revision}}"


class RevisionInput(Input):
    name: str


@router.get(REVISIONS, response=RevisionList, summary="List the revisions of a report")
def list_revisions(
    request: ApiRequest,
    number: int,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT, description="How many on a page.")] = PAGE_LIMIT,
) -> HttpResponse:
    """Newest first: those kept by name, by themselves, by approving and by publishing. Follow `next` for the rest."""
    postmortem = report_at(request.auth, number)
    page = page_of(postmortem.document.revisions.defer("tree", "blocks"), BY_NUMBER, cursor=cursor, size=limit)
    query = urlencode({"limit": limit, "cursor": page.next_cursor})
    after = f"/api/v1{postmortem.url}/revisions?{query}" if page.next_cursor else None
    return answer({"items": [revision_shape(postmortem, each) for each in page.rows], "next": after})


@router.post(REVISIONS, response={201: RevisionShape}, summary="Keep a revision under a name")
def post_revision(request: ApiRequest, number: int, body: RevisionInput) -> HttpResponse:
    postmortem = report_at(request.auth, number)
    revision = make_revision(request.auth, postmortem, body.name)
    return created(revision_shape(postmortem, revision), f"/api/v1{postmortem.url}/revisions/{revision.number}")


@router.get(REVISION, response=RevisionShape, summary="Read about a revision")
def read_revision(request: ApiRequest, number: int, revision: int) -> HttpResponse:
    postmortem = report_at(request.auth, number)
    return answer(revision_shape(postmortem, _revision(postmortem, revision)))


@router.get(f"{REVISION}.md", response={200: None}, summary="Read a revision as Markdown", openapi_extra=MARKDOWN)
def read_revision_markdown(request: ApiRequest, number: int, revision: int) -> HttpResponse:
    """The text, with what its facts said then."""
    postmortem = report_at(request.auth, number)
    text = revision_to_markdown(postmortem, _revision(postmortem, revision))
    return HttpResponse(text, content_type=MARKDOWN_TYPE)


@router.post(f"{REVISION}/restoration", response=PostmortemWithReview, summary="Bring a revision back")
def post_restoration(request: ApiRequest, number: int, revision: int) -> HttpResponse:
    """As one more edit; what the report says now is kept first."""
    postmortem = report_at(request.auth, number)
    restore_revision(request.auth, postmortem, _revision(postmortem, revision))
    return answer(report_with_review(request.auth, number))


def _revision(postmortem: Postmortem, number: int) -> Revision:
    found = postmortem.document.revisions.filter(number=min(number, NUMBER_LIMIT)).first()
    if found is None:
        raise NotFound(_("There is no such revision of this report."))
    return found

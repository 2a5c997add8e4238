"""Comments on a report, and sections asked of people."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field
from typing_extensions import TypedDict

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.api.answers import answer, created, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Day, Input, Name
from afterword.api.v1.lookup import person_with
from afterword.api.v1.parameters import NUMBER_LIMIT
from afterword.api.v1.report_shapes import report_at
from afterword.api.v1.rows import person_shape
from afterword.api.v1.shapes import PersonShape
from afterword.core.errors import NotFound
from afterword.core.keyset import PAGE_LIMIT, Order, page_of
from afterword.postmortems.actions import comments as verbs
from afterword.postmortems.actions import section_requests as asking
from afterword.postmortems.models import Comment, CommentThread, Postmortem, SectionRequest

router = Router(tags=["Postmortems"])
COMMENTS = "/postmortems/{int:number}/comments"
THREAD = f"{COMMENTS}/{{int:thread}}"
COMMENT = f"{THREAD}/answers/{{uuid:comment}}"
REQUESTS = "/postmortems/{int:number}/section-requests"
REQUEST = f"{REQUESTS}/{{uuid:asked}}"
BY_NUMBER = Order("number")


class CommentShape(TypedDict):
    """`text` is empty once it was taken back. `named` are those whom it told by `@name`."""

    id: str
    author: str
    text: str
    named: list[str]
    said_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None


class ThreadShape(TypedDict):
    """`quote` is what the words were; `start` and `end` are Yjs relative positions in base64, or empty."""

    number: int
    state: Literal["open", "resolved"]
    section: str
    quote: str
    start: str
    end: str
    started_at: datetime
    resolved_at: datetime | None
    resolved_by: PersonShape | None
    comments: list[CommentShape]


class ThreadPage(TypedDict):
    items: list[ThreadShape]
    next: str | None


class SectionRequestShape(TypedDict):
    id: str
    section: str
    title: str
    person: PersonShape | None
    due_on: date | None
    message: str
    asked_by: PersonShape | None
    asked_at: datetime
    done_at: datetime | None


class SectionRequestList(TypedDict):
    items: list[SectionRequestShape]


class TextInput(Input):
    """Markdown; `@` and a name or a mail address tells that person."""

    text: str


class ThreadInput(TextInput):
    section: Annotated[str, Field(description="The id of the heading it is about.")] = ""
    quote: Annotated[str, Field(description="The words it is about.")] = ""
    start: Annotated[str, Field(description="Where they begin: a Yjs relative position in base64.")] = ""
    end: Annotated[str, Field(description="Where they end.")] = ""


class SectionRequestInput(Input):
    """`person` is an e-mail address, `section` the id of its heading."""

    section: Name
    person: Name
    due_on: Day | None = None
    message: str = ""


@router.get(COMMENTS, response=ThreadPage, summary="List the comments on a report")
def list_comments(
    request: ApiRequest,
    number: int,
    state: Literal["open", "resolved", "all"] = "all",
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT, description="How many on a page.")] = 30,
) -> HttpResponse:
    """Newest first. Follow `next` for the rest."""
    postmortem = report_at(request.auth, number)
    found: Any = postmortem.threads.with_comments()
    found = found.open() if state == "open" else found.resolved() if state == "resolved" else found
    page = page_of(found, BY_NUMBER, cursor=cursor, size=limit)
    query = urlencode({"state": state, "limit": limit, "cursor": page.next_cursor})
    after = f"/api/v1{postmortem.url}/comments?{query}" if page.next_cursor else None
    return answer({"items": [_thread_shape(each) for each in page.rows], "next": after})


@router.post(COMMENTS, response={201: ThreadShape}, summary="Comment on a report")
def post_comment(request: ApiRequest, number: int, body: ThreadInput) -> HttpResponse:
    """Whoever may read the report may comment on it."""
    postmortem = report_at(request.auth, number)
    place = verbs.Place(body.section, body.quote, body.start, body.end)
    thread = verbs.start_thread(request.auth, postmortem, body.text, place)
    return created(_thread_shape(_thread(postmortem, thread.number)), _href(postmortem, thread.number))


@router.get(THREAD, response=ThreadShape, summary="Read a thread of comments")
def read_thread(request: ApiRequest, number: int, thread: int) -> HttpResponse:
    return answer(_thread_shape(_thread(report_at(request.auth, number), thread)))


@router.post(f"{THREAD}/answers", response={201: ThreadShape}, summary="Answer in a thread")
def post_answer(request: ApiRequest, number: int, thread: int, body: TextInput) -> HttpResponse:
    postmortem = report_at(request.auth, number)
    verbs.answer(request.auth, postmortem, _known(thread), body.text)
    return created(_thread_shape(_thread(postmortem, thread)), _href(postmortem, thread))


@router.patch(COMMENT, response=ThreadShape, summary="Change your own comment")
def patch_comment(request: ApiRequest, number: int, thread: int, comment: UUID, body: TextInput) -> HttpResponse:
    postmortem = report_at(request.auth, number)
    verbs.edit_comment(request.auth, postmortem, _known(thread), _comment(postmortem, comment), body.text)
    return answer(_thread_shape(_thread(postmortem, thread)))


@router.delete(COMMENT, response={204: None}, summary="Take a comment back")
def delete_comment(request: ApiRequest, number: int, thread: int, comment: UUID) -> HttpResponse:
    """Your own; administrators, anybody's. A thread in which nothing else was said goes with it."""
    postmortem = report_at(request.auth, number)
    verbs.remove_comment(request.auth, postmortem, _known(thread), _comment(postmortem, comment))
    return gone()


@router.post(f"{THREAD}/resolution", response=ThreadShape, summary="Resolve a thread")
def post_resolution(request: ApiRequest, number: int, thread: int) -> HttpResponse:
    postmortem = report_at(request.auth, number)
    verbs.resolve_thread(request.auth, postmortem, _known(thread))
    return answer(_thread_shape(_thread(postmortem, thread)))


@router.delete(f"{THREAD}/resolution", response=ThreadShape, summary="Open a thread again")
def delete_resolution(request: ApiRequest, number: int, thread: int) -> HttpResponse:
    postmortem = report_at(request.auth, number)
    verbs.reopen_thread(request.auth, postmortem, _known(thread))
    return answer(_thread_shape(_thread(postmortem, thread)))


@router.get(REQUESTS, response=SectionRequestList, summary="List who was asked for which section")
def list_section_requests(request: ApiRequest, number: int) -> HttpResponse:
    """The last hundred, finished ones among them."""
    postmortem = report_at(request.auth, number)
    found = postmortem.section_requests.select_related("person", "asked_by").order_by("-asked_at")[:100]
    return answer({"items": [_request_shape(each) for each in found]})


@router.post(REQUESTS, response={201: SectionRequestShape}, summary="Ask somebody for a section")
def post_section_request(request: ApiRequest, number: int, body: SectionRequestInput) -> HttpResponse:
    """Asked again, the day and the message become the new ones."""
    postmortem = report_at(request.auth, number)
    require(request.auth, Verb.POSTMORTEM_EDIT, postmortem)
    person = person_with(body.person, field="person")
    wanted = asking.Wanted(body.section, person, body.due_on, body.message)
    asked = asking.ask_for_section(request.auth, postmortem, wanted)
    return created(_request_shape(asked), f"/api/v1{postmortem.url}/section-requests")


@router.post(f"{REQUEST}/completion", response=SectionRequestShape, summary="Say that a section is written")
def post_completion(request: ApiRequest, number: int, asked: UUID) -> HttpResponse:
    postmortem = report_at(request.auth, number)
    return answer(_request_shape(asking.finish_section(request.auth, postmortem, _asked(postmortem, asked))))


@router.delete(REQUEST, response={204: None}, summary="Ask for a section no more")
def delete_section_request(request: ApiRequest, number: int, asked: UUID) -> HttpResponse:
    postmortem = report_at(request.auth, number)
    asking.withdraw_section_request(request.auth, postmortem, _asked(postmortem, asked))
    return gone()


def _known(thread: int) -> int:
    return min(thread, NUMBER_LIMIT)


def _href(postmortem: Postmortem, thread: int) -> str:
    return f"/api/v1{postmortem.url}/comments/{thread}"


def _thread(postmortem: Postmortem, number: int) -> CommentThread:
    found: CommentThread | None = postmortem.threads.with_comments().filter(number=_known(number)).first()
    if found is None:
        raise NotFound(_("This comment is gone."))
    return found


def _comment(postmortem: Postmortem, comment: UUID) -> Comment:
    found = Comment.objects.filter(thread__postmortem=postmortem, pk=comment).first()
    if found is None:
        raise NotFound(_("This comment is gone."))
    return found


def _asked(postmortem: Postmortem, asked: UUID) -> SectionRequest:
    found = postmortem.section_requests.select_related("person", "asked_by").filter(pk=asked).first()
    if found is None:
        raise NotFound(_("Nobody is asked for this any more."))
    return found


def _thread_shape(thread: CommentThread) -> ThreadShape:
    return {
        "number": thread.number,
        "state": "open" if thread.is_open else "resolved",
        "section": thread.section,
        "quote": thread.quote,
        "start": thread.start,
        "end": thread.end,
        "started_at": thread.started_at,
        "resolved_at": thread.resolved_at,
        "resolved_by": person_shape(thread.resolved_by),
        "comments": [_comment_shape(each) for each in thread.comments.all()],
    }


def _comment_shape(comment: Comment) -> CommentShape:
    return {
        "id": str(comment.pk),
        "author": comment.label,
        "text": comment.text,
        "named": comment.named,
        "said_at": comment.said_at,
        "edited_at": comment.edited_at,
        "removed_at": comment.removed_at,
    }


def _request_shape(asked: SectionRequest) -> SectionRequestShape:
    return {
        "id": str(asked.pk),
        "section": asked.section,
        "title": asked.title,
        "person": person_shape(asked.person),
        "due_on": asked.due_on,
        "message": asked.message,
        "asked_by": person_shape(asked.asked_by),
        "asked_at": asked.asked_at,
        "done_at": asked.done_at,
    }

"""What to do when a service breaks."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from ninja import Router
from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12

from afterword.access.policy import see
from afterword.api.answers import MARKDOWN_TYPE, answer
from afterword.api.auth import ApiRequest
from afterword.api.v1.incident_document import link_shape
from afterword.api.v1.inputs import Name
from afterword.api.v1.lookup import incident_at, services_named
from afterword.api.v1.parameters import NUMBER_LIMIT
from afterword.api.v1.shapes import LinkShape
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword.runbooks.actions.use import use_runbook
from afterword.runbooks.listing import RunbookFilter, page_of_runbooks
from afterword.runbooks.models import Runbook
from afterword_text.markdown import write

router = Router(tags=["Runbooks"])
MARKDOWN = {"responses": {200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}}}


class RunbookShape(TypedDict):
    """The text is at the same address with .md added."""

    number: int
    reference: str
    title: str
    services: list[str]
    owner: str | None
    url: str
    markdown: str
    retired_at: datetime | None
    updated_at: datetime


class RunbookPage(TypedDict):
    """`next` is the address of the following page, null on the last one."""

    items: list[RunbookShape]
    next: str | None


@router.get("/runbooks", response=RunbookPage, summary="Find runbooks")
def list_runbooks(
    request: ApiRequest, *, service: Name = "", q: Name = "", retired: bool = False, cursor: str = ""
) -> HttpResponse:
    """Of a service or with these words, those edited last first, in pages of 50."""
    found = services_named([service])[0].pk if service else None
    page = page_of_runbooks(request.auth, RunbookFilter(found, q, is_retired=retired), cursor=cursor)
    after = None
    if page.next_cursor:
        query = {"service": service, "q": q, "retired": "true" if retired else "", "cursor": page.next_cursor}
        after = "/api/v1/runbooks?" + urlencode({name: value for name, value in query.items() if value})
    return answer({"items": [_shape(each) for each in page.rows], "next": after})


@router.get("/runbooks/{int:number}", response=RunbookShape, summary="Read about a runbook")
def read_runbook(request: ApiRequest, number: int) -> HttpResponse:
    return answer(_shape(_runbook(request.auth, number)))


@router.get(
    "/runbooks/{int:number}.md", response={200: None}, summary="Read a runbook as Markdown", openapi_extra=MARKDOWN
)
def read_runbook_markdown(request: ApiRequest, number: int) -> HttpResponse:
    runbook = _runbook(request.auth, number)
    return HttpResponse(f"# {runbook.title}\n\n{write(tree_of(runbook.document))}", content_type=MARKDOWN_TYPE)


@router.put("/incidents/{int:number}/runbooks/{int:runbook}", response=LinkShape, summary="Work with a runbook")
def put_runbook(request: ApiRequest, number: int, runbook: int) -> HttpResponse:
    """Keeps it with the incident as a link; the timeline says so. Twice is once."""
    incident = incident_at(request.auth, number)
    return answer(link_shape(use_runbook(request.auth, incident, _runbook(request.auth, runbook))))


def _runbook(actor: Actor, number: int) -> Runbook:
    found = Runbook.objects.filter(number=min(number, NUMBER_LIMIT)).select_related("document", "owner")
    return see(actor, found.prefetch_related("services"))


def _shape(runbook: Runbook) -> RunbookShape:
    return {
        "number": runbook.number,
        "reference": runbook.reference,
        "title": runbook.title,
        "services": [each.name for each in runbook.services.all()],
        "owner": runbook.owner.name if runbook.owner else None,
        "url": runbook.url,
        "markdown": f"/api/v1{runbook.url}.md",
        "retired_at": runbook.retired_at,
        "updated_at": runbook.updated_at,
    }

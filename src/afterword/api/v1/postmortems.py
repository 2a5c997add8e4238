"""Reports: start one, find them, read one as data or as Markdown."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from afterword.access.policy import see
from afterword.api.answers import MARKDOWN_TYPE, answer, created
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Input, Name
from afterword.api.v1.lookup import incident_at
from afterword.api.v1.parameters import NUMBER_LIMIT
from afterword.api.v1.rows import person_shape
from afterword.api.v1.shapes import PostmortemPage, PostmortemShape
from afterword.incidents.models import Incident
from afterword.incidents.seen import note_seen
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.export import to_markdown
from afterword.postmortems.listing import PostmortemFilter, page_of_postmortems
from afterword.postmortems.models import Coverage, Postmortem
from afterword.postmortems.template_files import DEFAULT

router = Router(tags=["Postmortems"])
MARKDOWN = {"responses": {200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}}}
IN_ORDER = Prefetch("incidents", Incident.objects.select_related("highest_severity").order_by("coverage__position"))
Number = Annotated[int, Field(ge=1, le=NUMBER_LIMIT)]


class PostmortemInput(Input):
    """Everything may be left out."""

    template: Name = DEFAULT
    title: Annotated[str, Field(description="Made from the incidents, unless given.")] = ""
    timeline: Annotated[Literal["important", "all"], Field(description="Which entries of the timeline it tells.")] = (
        "important"
    )
    zone: Annotated[Name, Field(description="The zone its times are told in; the incident's, unless given.")] = ""
    language: Annotated[Literal["", "en", "zh-hans"], Field(description="Yours, unless given.")] = ""
    incidents: list[Number] = Field(default_factory=list, description="Further incidents it covers.", max_length=9)


AS_USUAL = PostmortemInput()


@router.post(
    "/incidents/{int:number}/postmortem",
    response={201: PostmortemShape, 200: PostmortemShape},
    summary="Start the postmortem",
)
def start_postmortem(request: ApiRequest, number: int, body: PostmortemInput = AS_USUAL) -> HttpResponse:
    """Drafts the report from the facts; when there is one already, that one is answered, with 200."""
    actor = request.auth
    covered = _incidents(actor, [number, *body.incidents])
    is_there = Coverage.objects.filter(incident=covered[0]).exists()
    postmortem = start(
        actor,
        covered,
        template_key=body.template,
        title=body.title,
        choice=body.timeline,
        zone=body.zone,
        language=body.language,
    )
    shape = _shape(_postmortem(actor, postmortem.number))
    return answer(shape) if is_there else created(shape, f"/api/v1{postmortem.url}")


@router.get("/postmortems", response=PostmortemPage, summary="Find postmortems")
def list_postmortems(
    request: ApiRequest,
    state: str = "",
    q: str = "",
    sort: Literal["newest", "updated"] = "newest",
    cursor: str = "",
) -> HttpResponse:
    """Those whose every incident you may see, in pages of 25. Follow `next` for the rest."""
    page = page_of_postmortems(request.auth, PostmortemFilter(state=state, words=q, sort=sort), cursor=cursor)
    after = None
    if page.next_cursor:
        query = {"state": state, "q": q, "sort": sort, "cursor": page.next_cursor}
        after = "/api/v1/postmortems?" + urlencode({name: value for name, value in query.items() if value})
    return answer({"items": [_shape(postmortem) for postmortem in page.rows], "next": after})


@router.get("/postmortems/{int:number}", response=PostmortemShape, summary="Read a postmortem", openapi_extra=MARKDOWN)
def read_postmortem(request: ApiRequest, number: int) -> HttpResponse:
    """What it is and of which incidents; the text itself for whoever prefers text/markdown."""
    postmortem = _postmortem(request.auth, number)
    if _prefers_markdown(request):
        return _markdown(postmortem)
    return answer(_shape(postmortem))


@router.get(
    "/postmortems/{int:number}.md",
    response={200: None},
    summary="Read a postmortem as Markdown",
    openapi_extra=MARKDOWN,
)
def read_markdown(request: ApiRequest, number: int) -> HttpResponse:
    """The whole text, with front matter."""
    return _markdown(_postmortem(request.auth, number))


def _postmortem(actor: Actor, number: int) -> Postmortem:
    found = Postmortem.objects.filter(number=number).select_related("document", "started_by")
    postmortem = see(actor, found.prefetch_related(IN_ORDER))
    for incident in postmortem.incidents.all():
        note_seen(actor, incident)
    return postmortem


def _incidents(actor: Actor, numbers: list[int]) -> list[Incident]:
    return [incident_at(actor, number) for number in dict.fromkeys(numbers)]


def _prefers_markdown(request: HttpRequest) -> bool:
    return request.get_preferred_type(["application/json", "text/markdown"]) == "text/markdown"


def _markdown(postmortem: Postmortem) -> HttpResponse:
    return HttpResponse(to_markdown(postmortem), content_type=MARKDOWN_TYPE)


def _shape(postmortem: Postmortem) -> PostmortemShape:
    covered = list(postmortem.incidents.all())
    shape: PostmortemShape = {
        "number": postmortem.number,
        "reference": postmortem.reference,
        "title": postmortem.title,
        "state": postmortem.state,  # type: ignore[typeddict-item]  # one of the states
        "url": postmortem.url,
        "markdown": f"/api/v1{postmortem.url}.md",
        "template": postmortem.template,
        "language": postmortem.language,
        "zone": postmortem.zone,
        "timeline": postmortem.timeline_choice,  # type: ignore[typeddict-item]  # one of the choices
        "incidents": [
            {
                "number": each.number,
                "reference": each.reference,
                "title": each.title,
                "highest_severity": each.highest_severity.name,
                "url": each.url,
            }
            for each in covered
        ],
        "started_by": person_shape(postmortem.started_by),
        "created_at": postmortem.created_at,
        "updated_at": postmortem.updated_at,
    }
    return shape

"""Reports: start one, find them, read one as data or as Markdown."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.api.answers import MARKDOWN_TYPE, answer, created, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Day, Input, Name
from afterword.api.v1.lookup import incident_at, person_with, teams_named
from afterword.api.v1.parameters import NUMBER_LIMIT, POSTMORTEM_PARAMETERS
from afterword.api.v1.report_shapes import PostmortemWithReview, report_at, report_shape, report_with_review
from afterword.api.v1.shapes import PostmortemPage
from afterword.core.errors import Invalid
from afterword.core.keyset import PAGE_LIMIT
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.delete import delete_postmortem
from afterword.postmortems.actions.edit import rename
from afterword.postmortems.actions.set_facts import ReportFacts, set_facts
from afterword.postmortems.actions.start import start
from afterword.postmortems.export import Format, exported, to_markdown
from afterword.postmortems.filter_params import parse_filter
from afterword.postmortems.listing import PAGE_SIZE, page_of_postmortems
from afterword.postmortems.models import Coverage, Postmortem
from afterword.postmortems.template_files import DEFAULT, DEFAULT_ALONE

router = Router(tags=["Postmortems"])
FILTERS = frozenset({"limit", *(parameter["name"] for parameter in POSTMORTEM_PARAMETERS)})
_KINDS: dict[str, Any] = {each.media_type.partition(";")[0]: {"schema": {}} for each in Format}
FILES = {"responses": {200: {"content": _KINDS}}}
MARKDOWN = {"responses": {200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}}}
Number = Annotated[int, Field(ge=1, le=NUMBER_LIMIT)]


class PostmortemInput(Input):
    """Everything may be left out."""

    template: Name = DEFAULT
    sections: list[Name] = Field(
        default_factory=list,
        description="Ids of the template's sections; all but optional ones, unless given.",
        max_length=60,
    )
    title: Annotated[str, Field(description="Made from the incidents, unless given.")] = ""
    timeline: Annotated[Literal["important", "all"], Field(description="Which entries of the timeline it tells.")] = (
        "important"
    )
    zone: Annotated[Name, Field(description="The zone its times are told in; the incident's, unless given.")] = ""
    language: Annotated[Literal["", "en", "zh-hans"], Field(description="Yours, unless given.")] = ""
    incidents: list[Number] = Field(default_factory=list, description="Further incidents it covers.", max_length=9)


class ReportInput(Input):
    """`owner` is an e-mail address; you, unless given."""

    title: str
    template: Name = DEFAULT_ALONE
    owner: Name | None = None
    team: Name | None = None
    zone: Name = "UTC"
    language: Literal["", "en", "zh-hans"] = ""


class ReportChanges(Input):
    """What is left out stays as it is."""

    title: str | None = None
    owner: Name | None = None
    team: Name | None = None
    review_on: Day | None = None
    follow_up_on: Day | None = None


AS_USUAL = PostmortemInput()


@router.post(
    "/incidents/{int:number}/postmortem",
    response={201: PostmortemWithReview, 200: PostmortemWithReview},
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
        sections=body.sections,
        title=body.title,
        choice=body.timeline,
        zone=body.zone,
        language=body.language,
    )
    shape = report_with_review(actor, postmortem.number)
    return answer(shape) if is_there else created(shape, f"/api/v1{postmortem.url}")


@router.get(
    "/postmortems",
    response=PostmortemPage,
    summary="Find postmortems",
    openapi_extra={"parameters": POSTMORTEM_PARAMETERS},
)
def list_postmortems(
    request: ApiRequest,
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT, description="How many on a page.")] = PAGE_SIZE,
) -> HttpResponse:
    """Those whose every incident you may see, newest first unless asked otherwise. Follow `next` for the rest."""
    given = {name: [str(value) for value in values] for name, values in request.GET.lists()}
    unknown = sorted(set(given) - FILTERS)
    if unknown:
        raise Invalid({name: _("There is no such filter.") for name in unknown})
    wanted = parse_filter(given, me=request.auth.user)
    page = page_of_postmortems(request.auth, wanted, cursor=request.GET.get("cursor", ""), size=limit)
    after = None
    if page.next_cursor:
        after = "/api/v1/postmortems?" + urlencode({**given, "cursor": page.next_cursor}, doseq=True)
    return answer({"items": [report_shape(postmortem) for postmortem in page.rows], "next": after})


@router.get(
    "/postmortems/{int:number}", response=PostmortemWithReview, summary="Read a postmortem", openapi_extra=MARKDOWN
)
def read_postmortem(request: ApiRequest, number: int) -> HttpResponse:
    """What it is, of which incidents, and how it stands; the text itself for whoever prefers text/markdown."""
    postmortem = report_at(request.auth, number)
    if _prefers_markdown(request):
        return _markdown(postmortem)
    return answer(report_with_review(request.auth, number))


@router.post("/postmortems", response={201: PostmortemWithReview}, summary="Start a report without an incident")
def post_report(request: ApiRequest, body: ReportInput) -> HttpResponse:
    """On a launch, a quarter, a process. Everyone signed in can read it; incidents can be added later."""
    made = create_report(
        request.auth,
        body.title,
        template_key=body.template,
        owner=_person(body.owner, "owner"),
        team=_team(body.team),
        zone=body.zone,
        language=body.language,
    )
    return created(report_with_review(request.auth, made.number), f"/api/v1{made.url}")


@router.patch("/postmortems/{int:number}", response=PostmortemWithReview, summary="Change title, owner, team and dates")
@transaction.atomic
def patch_report(request: ApiRequest, number: int, body: ReportChanges) -> HttpResponse:
    """While it is published its title stays."""
    postmortem = lock(request.auth, Verb.POSTMORTEM_EDIT, report_at(request.auth, number))
    if body.title is not None:
        postmortem = rename(request.auth, postmortem, body.title)
    facts: ReportFacts = {}
    if body.has("owner"):
        facts["owner"] = _person(body.owner, "owner")
    if body.has("team"):
        facts["team"] = _team(body.team)
    if body.has("review_on"):
        facts["review_on"] = body.review_on
    if body.has("follow_up_on"):
        facts["follow_up_on"] = body.follow_up_on
    set_facts(request.auth, postmortem, facts)
    return answer(report_with_review(request.auth, number))


@router.delete("/postmortems/{int:number}", response={204: None}, summary="Delete a report for good")
def delete_report(request: ApiRequest, number: int) -> HttpResponse:
    """With its text, revisions and approvals. Its incidents are free for a new one."""
    delete_postmortem(request.auth, report_at(request.auth, number))
    return gone()


@router.get(
    "/postmortems/{int:number}.md",
    response={200: None},
    summary="Read a postmortem as Markdown",
    openapi_extra=MARKDOWN,
)
def read_markdown(request: ApiRequest, number: int) -> HttpResponse:
    """The whole text, with front matter."""
    return _markdown(report_at(request.auth, number))


@router.get(
    "/postmortems/{int:number}/file",
    response={200: None},
    summary="Read a postmortem in another format",
    openapi_extra=FILES,
)
def read_file(request: ApiRequest, number: int, format: Format = Format.HTML) -> HttpResponse:  # noqa: A002
    """One HTML file, plain text, Markdown, or JSON: the tree with what its live blocks say."""
    return HttpResponse(exported(report_at(request.auth, number), format), content_type=format.media_type)


def _incidents(actor: Actor, numbers: list[int]) -> list[Incident]:
    return [incident_at(actor, number) for number in dict.fromkeys(numbers)]


def _prefers_markdown(request: HttpRequest) -> bool:
    return request.get_preferred_type(["application/json", "text/markdown"]) == "text/markdown"


def _markdown(postmortem: Postmortem) -> HttpResponse:
    return HttpResponse(to_markdown(postmortem), content_type=MARKDOWN_TYPE)


def _person(email: str | None, field: str) -> User | None:
    return person_with(email, field) if email else None


def _team(name: str | None) -> Team | None:
    return teams_named([name])[0] if name else None

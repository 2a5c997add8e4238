"""What a report and its revisions look like from outside."""

from datetime import datetime
from typing import Literal

from django.db.models import Prefetch
from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12

from afterword.access.policy import abilities, see
from afterword.access.verbs import Verb
from afterword.api.v1.parameters import NUMBER_LIMIT
from afterword.api.v1.rows import person_shape
from afterword.api.v1.shapes import PersonShape, PostmortemShape
from afterword.documents.models import Revision
from afterword.incidents.models import Incident
from afterword.incidents.seen import note_seen
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem, State
from afterword.postmortems.moving import standing_approvals
from afterword.postmortems.policy import review_policy, what_is_missing

VERBS = (
    Verb.POSTMORTEM_EDIT,
    Verb.POSTMORTEM_REVIEW,
    Verb.POSTMORTEM_APPROVE,
    Verb.POSTMORTEM_PUBLISH,
    Verb.POSTMORTEM_DELETE,
)
IN_ORDER = Prefetch("incidents", Incident.objects.select_related("highest_severity").order_by("coverage__position"))
Roles = Literal["author", "technical", "manager", "on_call"]


class ReviewerShape(TypedDict):
    person: PersonShape | None
    role: str
    asked_at: datetime
    message: str


class ApprovalShape(TypedDict):
    """`revision` is what was approved; `is_edited_since` whether the text is another one now."""

    name: str
    role: str
    comment: str
    revision: int
    is_edited_since: bool
    approved_at: datetime


class PostmortemWithReview(PostmortemShape):
    """A report with how it stands. `missing` says in a sentence what it needs before it can be published.

    `head` rises with every edit of the text; give it back with an approval, so that it is of the text you read.
    """

    head: int
    reviewers: list[ReviewerShape]
    approvals: list[ApprovalShape]
    missing: str
    published_revision: int | None
    abilities: dict[str, bool]


class RevisionShape(TypedDict):
    """The text is at the same address with .md added."""

    number: int
    kind: Literal["automatic", "named", "approved", "published"]
    name: str
    title: str
    authors: list[str]
    made_by: str
    made_at: datetime
    markdown: str


class RevisionList(TypedDict):
    items: list[RevisionShape]
    next: str | None


def report_at(actor: Actor, number: int) -> Postmortem:
    """The report of this number, or NotFound when there is none or it is not shared with the actor."""
    found = Postmortem.objects.filter(number=min(number, NUMBER_LIMIT))
    found = found.select_related("document", "started_by", "owner", "team", "published_revision")
    postmortem = see(actor, found.prefetch_related(IN_ORDER))
    for incident in postmortem.incidents.all():
        note_seen(actor, incident)
    return postmortem


def report_shape(postmortem: Postmortem) -> PostmortemShape:
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
        "kind": postmortem.kind,  # type: ignore[typeddict-item]  # one of the kinds
        "incidents": [
            {
                "number": each.number,
                "reference": each.reference,
                "title": each.title,
                "highest_severity": each.highest_severity.name,
                "url": each.url,
            }
            for each in postmortem.incidents.all()
        ],
        "started_by": person_shape(postmortem.started_by),
        "owner": person_shape(postmortem.owner),
        "team": postmortem.team.name if postmortem.team else None,
        "review_on": postmortem.review_on,
        "follow_up_on": postmortem.follow_up_on,
        "created_at": postmortem.created_at,
        "updated_at": postmortem.updated_at,
        "published_at": postmortem.published_at,
    }
    return shape


def report_with_review(actor: Actor, number: int) -> PostmortemWithReview:
    """Read anew, for one that was changed just now, too."""
    postmortem = report_at(actor, number)
    given = standing_approvals(postmortem)
    is_published = postmortem.state == State.PUBLISHED
    return {
        **report_shape(postmortem),
        "head": postmortem.document.head,
        "reviewers": [
            {
                "person": person_shape(each.user),
                "role": each.role,
                "asked_at": each.asked_at,
                "message": each.message,
            }
            for each in postmortem.reviewers.select_related("user")
        ],
        "approvals": [
            {
                "name": each.label,
                "role": each.role,
                "comment": each.comment,
                "revision": each.revision.number,
                "is_edited_since": each.revision.head < postmortem.document.head,
                "approved_at": each.approved_at,
            }
            for each in given
        ],
        "missing": "" if is_published else what_is_missing(postmortem, given, review_policy()),
        "published_revision": postmortem.published_revision.number if postmortem.published_revision else None,
        "abilities": abilities(actor, postmortem, VERBS),
    }


def revision_shape(postmortem: Postmortem, revision: Revision) -> RevisionShape:
    return {
        "number": revision.number,
        "kind": revision.kind,  # type: ignore[typeddict-item]  # one of the kinds
        "name": revision.name,
        "title": revision.title,
        "authors": revision.authors,
        "made_by": revision.made_by_label,
        "made_at": revision.made_at,
        "markdown": f"/api/v1{postmortem.url}/revisions/{revision.number}.md",
    }

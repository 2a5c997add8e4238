"""What we answer with: the types that the code builds and that the OpenAPI document describes."""

from datetime import date, datetime
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12


class Problem(TypedDict):
    """A refusal or failure (RFC 9457). `code` is stable; `fields` is there when single fields are to blame."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fields: NotRequired[dict[str, str]]


class PersonShape(TypedDict):
    name: str
    email: str


class IncidentRow(TypedDict):
    """An incident in a list."""

    number: int
    reference: str
    url: str
    title: str
    type: str
    severity: str
    status: str
    status_category: Literal["active", "stable", "resolved", "completed"]
    outcome: str
    commander: PersonShape | None
    services: list[str]
    teams: list[str]
    is_private: bool
    is_test: bool
    is_demo: bool
    started_at: datetime
    start_is_estimated: bool
    detected_at: datetime | None
    declared_at: datetime
    acknowledged_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None
    updated_at: datetime


class IncidentPage(TypedDict):
    """`next` is the address of the following page, null on the last one."""

    items: list[IncidentRow]
    next: str | None


class ImpactShape(TypedDict):
    id: str
    description: str
    started_at: datetime
    ended_at: datetime | None
    is_downtime: bool
    seconds: int
    experience: str | None
    services: list[str]
    users_affected: int | None
    users_percent: float | None
    geography: str
    failed_requests: int | None


class ImpactList(TypedDict):
    items: list[ImpactShape]


class BusinessImpactShape(TypedDict):
    """What an incident cost. Unknown figures are null, not 0; money is text, so that no cent gets lost."""

    currency: str
    revenue_lost: str | None
    revenue_method: str
    potential_loss: str | None
    support_tickets: int | None
    complaints: int | None
    social_mentions: int | None
    nps_change: float | None
    escalations: int | None
    executives_involved: bool | None
    engineering_hours: float | None


class ResponderShape(TypedDict):
    role: str
    person: PersonShape
    joined_at: datetime


class LinkShape(TypedDict):
    id: str
    kind: str
    title: str
    url: str
    added_at: datetime


class LinkList(TypedDict):
    items: list[LinkShape]


class MetricShape(TypedDict):
    """A length of time; `seconds` is null when it can't be told, and `warning` then says why."""

    key: str
    label: str
    formula: str
    seconds: int | None
    is_running: bool
    is_estimated: bool
    warning: str


class UpdateShape(TypedDict):
    """The newest posted update: where things stand."""

    message: str
    posted_at: datetime
    posted_by: str
    next_due_at: datetime | None


class EntryActor(TypedDict):
    kind: str
    name: str


class EntryShape(TypedDict):
    """An entry of the timeline. `sentence` is in your language, to be read after the actor's name."""

    number: int
    kind: str
    weight: str
    actor: EntryActor
    sentence: str
    text: str
    data: dict[str, Any]
    occurred_at: datetime
    recorded_at: datetime
    edited_at: datetime | None
    is_important: bool


class EntryPage(TypedDict):
    """`next` is the address of the following page, null on the last one."""

    items: list[EntryShape]
    next: str | None


class PostmortemOfIncident(TypedDict):
    number: int
    reference: str
    title: str
    state: str
    url: str


class IncidentShape(IncidentRow):
    """One incident with everything that hangs on it, except the timeline. `fields` are by key, else by name."""

    fields: dict[str, Any]
    tags: list[str]
    summary: str
    root_cause: str
    highest_severity: str
    duplicate_of: int | None
    no_postmortem_because: str
    declared_by: PersonShape | None
    zone: str
    created_at: datetime
    current_update: UpdateShape | None
    impacts: list[ImpactShape]
    responders: list[ResponderShape]
    links: list[LinkShape]
    metrics: list[MetricShape]
    postmortem: PostmortemOfIncident | None
    abilities: dict[str, bool]


class IncidentWithTimeline(IncidentShape):
    """One incident with everything that hangs on it and the first page of its timeline."""

    timeline: EntryPage


class SeverityShape(TypedDict):
    id: str
    name: str
    guidance: str
    is_unknown: bool
    requires_postmortem: bool
    postmortem_due_days: int | None


class StatusShape(TypedDict):
    id: str
    name: str
    category: str


class RoleShape(TypedDict):
    id: str
    name: str
    duty: str
    is_commander: bool


class ServiceShape(TypedDict):
    """`tier` is 1 for what most hangs on, to 4."""

    id: str
    name: str
    owner: str | None
    description: str
    tier: int | None
    url: str


class TagShape(TypedDict):
    name: str


class TeamShape(TypedDict):
    id: str
    name: str


class PersonInList(TypedDict):
    id: str
    name: str
    email: str
    role: str


class SeverityList(TypedDict):
    items: list[SeverityShape]


class StatusList(TypedDict):
    items: list[StatusShape]


class RoleList(TypedDict):
    items: list[RoleShape]


class TagList(TypedDict):
    items: list[TagShape]


class TeamList(TypedDict):
    items: list[TeamShape]


class PersonList(TypedDict):
    items: list[PersonInList]


class TokenShape(TypedDict):
    name: str
    expires_at: datetime | None


class Me(TypedDict):
    """Who you are to us."""

    kind: Literal["person", "token"]
    name: str
    email: str
    role: str
    zone: str
    language: str
    token: TokenShape | None
    abilities: dict[str, bool]


class IncidentOfPostmortem(TypedDict):
    number: int
    reference: str
    title: str
    highest_severity: str
    url: str


class PostmortemShape(TypedDict):
    """A report; its text is at the same address with .md added."""

    number: int
    reference: str
    title: str
    state: Literal["draft", "in_review", "approved", "published"]
    url: str
    markdown: str
    template: str
    language: str
    zone: str
    timeline: Literal["important", "all"]
    kind: Literal["postmortem", "retrospective", "incident_review"]
    incidents: list[IncidentOfPostmortem]
    started_by: PersonShape | None
    owner: PersonShape | None
    team: str | None
    review_on: date | None
    follow_up_on: date | None
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None


class PostmortemPage(TypedDict):
    """`next` is the address of the following page, null on the last one."""

    items: list[PostmortemShape]
    next: str | None

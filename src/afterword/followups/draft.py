"""A follow-up as somebody words it, and what of that is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import TypeVar

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.followups.detail_fields import clean_details
from afterword.followups.models import FollowUp, FollowUpKind, Horizon, Priority, Subject, reports_seen_by
from afterword.incidents.assignees import check_assignee
from afterword.incidents.models import Incident
from afterword.incidents.validation import check_day, clean_long_text, clean_text, clean_url
from afterword.people.actor import Actor
from afterword.people.models import Team, User

TITLE_LENGTH = 256
EnumT = TypeVar("EnumT", bound=Enum)


@dataclass(frozen=True)
class FollowUpDraft:
    """`priority` and `due_on` follow from the horizon when a new one names none."""

    title: str
    kind: str = FollowUpKind.ACTION
    description: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    priority: int | None = None
    horizon: str = Horizon.MONTH
    owner: User | None = None
    owner_team: Team | None = None
    due_on: date | None = None
    tracker_url: str = ""
    tags: tuple[str, ...] = ()

    @classmethod
    def of(cls, followup: FollowUp) -> "FollowUpDraft":
        """As it stands, to change one thing of it with `replace`."""
        return cls(
            title=followup.title,
            kind=followup.kind,
            description=followup.description,
            details=followup.details,
            priority=followup.priority,
            horizon=followup.horizon,
            owner=followup.owner,
            owner_team=followup.owner_team,
            due_on=followup.due_on,
            tracker_url=followup.tracker_url,
            tags=tuple(tag.name for tag in followup.tags.all()),
        )


def cleaned(draft: FollowUpDraft) -> FollowUpDraft:
    """The draft with texts cleaned; Invalid says everything that is wrong with it at once."""
    problems: dict[str, str] = {}
    kind = _member(FollowUpKind, draft.kind, "kind", problems)
    horizon = _member(Horizon, draft.horizon, "horizon", problems)
    priority = None if draft.priority is None else _member(Priority, draft.priority, "priority", problems)
    title = _title(draft.title, problems)
    description = tracker_url = ""
    details: Mapping[str, object] = {}
    try:
        description = clean_long_text(draft.description, field="description")
        tracker_url = clean_url(draft.tracker_url, field="tracker_url") if clean_text(draft.tracker_url) else ""
        details = clean_details(kind, draft.details) if kind else {}
        check_day(draft.due_on, field="due_on")
    except Invalid as problem:
        problems |= problem.fields
    if problems:
        raise Invalid(problems)
    texts = {"title": title, "description": description, "tracker_url": tracker_url, "details": details}
    return replace(draft, kind=kind or "", horizon=horizon or "", priority=priority, **texts)  # type: ignore[arg-type]


def check_owners(of: Subject, owner: User | None, team: Team | None) -> None:
    """Refuse an owner who can't sign in, or can't see the incident or the report, and a team that is no more."""
    if isinstance(of, Incident):
        check_assignee(of, owner, field="owner")
    elif owner:
        _check_reader(of, owner)
    if team and team.retired_at:
        raise Invalid({"owner_team": _("%(team)s is retired. Choose another team.") % {"team": team}})


def _check_reader(report: Subject, owner: User) -> None:
    if not owner.is_active:
        raise Invalid({"owner": _("%(who)s has no working account here. Choose somebody else.") % {"who": owner}})
    if not reports_seen_by(Actor.person(owner)).filter(number=report.number).exists():
        words = _("%(who)s can't see every incident of this report. Share them first, or choose somebody else.")
        raise Invalid({"owner": words % {"who": owner}})


def _title(title: str, problems: dict[str, str]) -> str:
    line = " ".join(clean_text(title).split())
    if not line:
        problems["title"] = _("Say what is to be different.")
    elif len(line) > TITLE_LENGTH:
        words = _("The title has %(length)s characters. Keep it to %(limit)s and put the rest in the description.")
        problems["title"] = words % {"length": len(line), "limit": TITLE_LENGTH}
    return line


def _member(known: type[EnumT], value: object, field: str, problems: dict[str, str]) -> EnumT | None:
    try:
        return known(value)
    except ValueError:
        problems[field] = _("Choose one of the list.")
        return None

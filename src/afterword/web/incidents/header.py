"""What never scrolls away: where the incident stands, and the one likely next step."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.incidents.metrics import Metric, impact_duration
from afterword.incidents.models import Category, Impact, Incident, Outcome
from afterword.postmortems.models import Postmortem


@dataclass(frozen=True)
class Step:
    """A button: where it leads, and whether it opens a form, acts at once, or goes to a page."""

    key: str
    label: str
    href: str
    icon: str
    opens: str = "dialog"  # dialog, page or post


@dataclass(frozen=True)
class Header:
    next_step: Step | None
    impact: Metric
    impact_since: datetime | None  # from when a clock has to run to show the impact's length
    is_update_late: bool


def header_of(incident: Incident, impacts: list[Impact], postmortem: Postmortem | None, *, may_update: bool) -> Header:
    now = clock.now()
    impact = impact_duration(impacts, now)
    is_late = bool(incident.is_open and incident.update_due_at and incident.update_due_at < now)
    return Header(
        next_step=_next_step(incident, postmortem, is_late=is_late) if may_update else _report(postmortem),
        impact=impact,
        impact_since=now - timedelta(seconds=impact.seconds or 0) if impact.is_running else None,
        is_update_late=is_late,
    )


def _next_step(incident: Incident, postmortem: Postmortem | None, *, is_late: bool) -> Step | None:
    """What is most likely wanted now. Everything else stays one click away in the menu."""
    url, category = incident.url, incident.status.category
    if incident.is_open and incident.acknowledged_at is None:
        return Step("acknowledge", _("Acknowledge"), f"{url}/acknowledgement", "check", "post")
    if incident.is_open and (is_late or (category == Category.ACTIVE and incident.update_posted_at is None)):
        return update_step(incident)
    if category == Category.ACTIVE:
        return Step("stable", _("Mark stable"), f"{url}/status?to=stable", "status-stable")
    if category == Category.STABLE:
        return Step("resolve", _("Resolve"), f"{url}/resolution", "circle-check")
    if category == Category.RESOLVED and postmortem is None and incident.outcome != Outcome.MERGED:
        return Step("postmortem", _("Write postmortem"), f"{url}/postmortem/new", "postmortem")
    return _report(postmortem)


def update_step(incident: Incident) -> Step:
    return Step("update", _("Post update"), f"{incident.url}/updates", "update")


def _report(postmortem: Postmortem | None) -> Step | None:
    return Step("report", _("Open postmortem"), postmortem.url, "postmortem", "page") if postmortem else None

"""Query parameters that ninja does not describe for us."""

from typing import Any, Literal

TimelineOrder = Literal["newest", "oldest"]
Outcomes = Literal["resolved", "false_alarm", "cancelled", "duplicate"]
Which = Literal["started_at", "detected_at", "declared_at", "acknowledged_at", "mitigated_at", "resolved_at"]
NUMBER_LIMIT = 2**31 - 1  # more is none of our numbers, on either database


def _many(name: str, description: str) -> dict[str, Any]:
    schema = {"type": "array", "items": {"type": "string"}, "maxItems": 50}
    return {"in": "query", "name": name, "required": False, "description": description, "schema": schema}


def _one(name: str, description: str, **schema: object) -> dict[str, Any]:
    described = {"type": "string", **schema}
    return {"in": "query", "name": name, "required": False, "description": description, "schema": described}


CURSOR = _one("cursor", "Where the page begins; taken from `next` of the page before.")
# What `incidents.filter_params.parse_filter` reads; several values of one filter mean any of them, "" means no filter.
LIST_PARAMETERS = [
    _many("status", "active, stable, resolved, completed, or open for the first two."),
    _many("severity", "By name or id."),
    _many("type", "By name or id."),
    _many("service", "By name or id."),
    _many("team", "By name or id."),
    _many("tag", "By name or id."),
    _many("commander", "By e-mail address or id, me, or nobody."),
    _one("on", "Those that you have a role on.", enum=["", "me"]),
    _many("outcome", "resolved, false_alarm, cancelled, duplicate or merged."),
    _one("postmortem", "Those that owe one.", enum=["", "owed"]),
    _one("day", "Those that lasted on this day (UTC, such as 2026-03-02)."),
    _one("from", "Declared on this day (UTC, such as 2026-03-02) or at this time (RFC 3339) or later."),
    _one("until", "Declared on this day or earlier, or before this time."),
    _one("q", "Words."),
    _one("test", "Tests and practice: only them, or without them.", enum=["", "only", "without"]),
    _one("sort", "The order.", enum=["", "newest", "oldest", "updated", "severity"], default="newest"),
    CURSOR,
]
# What `followups.filter_params.parse_filter` reads.
FOLLOWUP_PARAMETERS = [
    _many("state", "open (unless told otherwise), closed, any, not_started, in_progress, complete, wont_do."),
    _many("kind", "action, monitor, dashboard, process, technical, runbook."),
    _many("priority", "P0 to P3."),
    _many("horizon", "week, month, quarter."),
    _many("owner", "By e-mail address or id, me, or none."),
    _many("team", "By name or id."),
    _many("service", "By name or id."),
    _many("tag", "By name."),
    _one("due", "Only those overdue, due within a week, or without a day.", enum=["", "overdue", "soon", "none"]),
    _one("incident", "Those of one incident, such as INC-142 or 142."),
    _one("postmortem", "Those that a report shows, its own and its incidents', such as PM-31 or 31."),
    _one("q", "Words."),
    _one("sort", "The order.", enum=["", "due", "priority", "newest"], default="due"),
    CURSOR,
]
# What `postmortems.filter_params.parse_filter` reads.
POSTMORTEM_PARAMETERS = [
    _many("state", "draft, in_review, approved, published."),
    _many("kind", "postmortem, retrospective, incident_review."),
    _many("team", "The report's or one of its incidents'; by name or id."),
    _many("channel", "Title or address of a chat that one of its incidents links to."),
    _many("severity", "The highest of one of its incidents; by name or id."),
    _many("service", "By name or id."),
    _many("owner", "By e-mail address or id, me, or none."),
    _one("from", "Started on this day (UTC, such as 2026-03-02) or at this time (RFC 3339) or later."),
    _one("until", "Started on this day or earlier, or before this time."),
    _one("q", "Words."),
    _one("sort", "The order.", enum=["", "newest", "oldest", "updated", "stalest"], default="newest"),
    CURSOR,
]

"""Rows of a list with what its columns show. A statement for each column that needs one, however many rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, prefetch_related_objects

from afterword.core import clock
from afterword.followups.models import FollowUp
from afterword.incidents.columns import COLUMNS
from afterword.incidents.metrics import Metric, impact_duration
from afterword.incidents.models import Incident

_RELATED = {"services": "services", "teams": "teams", "tags": "tags", "impact": "impacts", "type": "type"}
_WIDE = "fit-content(13rem)"
_WIDTHS = {"services": _WIDE, "teams": _WIDE, "tags": _WIDE}


@dataclass(frozen=True)
class ColumnHead:
    name: str
    label: str


@dataclass(frozen=True)
class Listed:
    """An incident and what is not on its own row. What no column shows is left empty."""

    incident: Incident
    services: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    impact: Metric | None = None
    followups: int = 0
    is_late: bool = False


def listed(incidents: Sequence[Incident], columns: Sequence[str]) -> list[Listed]:
    """The incidents in the same order, ready for these columns."""
    now = clock.now()
    prefetch_related_objects(list(incidents), *(_RELATED[name] for name in columns if name in _RELATED))
    open_followups = _open_followups(incidents) if "followups" in columns else {}
    return [_listed(each, columns, open_followups, now) for each in incidents]


def heads(columns: Sequence[str]) -> list[ColumnHead]:
    """The columns that stand behind the title; severity leads the row."""
    return [ColumnHead(name, str(COLUMNS[name])) for name in columns if name != "severity"]


def column_choices(columns: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Value, name, whether it is shown, of every column there is."""
    return [(name, str(label), name in columns) for name, label in COLUMNS.items()]


def widths(columns: Sequence[str], *, may_select: bool) -> str:
    """The columns of the grid: box, severity, number, title, tags of its state, and the chosen ones."""
    before = ["max-content"] * (may_select + ("severity" in columns) + 1)
    after = [_WIDTHS.get(each.name, "max-content") for each in heads(columns)]
    return " ".join([*before, "minmax(12rem, 1fr)", "max-content", *after])


def _listed(incident: Incident, columns: Sequence[str], followups: dict[object, int], now: datetime) -> Listed:
    def names(column: str) -> list[str]:
        return [str(row) for row in getattr(incident, column).all()] if column in columns else []

    return Listed(
        incident,
        names("services"),
        names("teams"),
        names("tags"),
        impact_duration(list(incident.impacts.all()), now) if "impact" in columns else None,
        followups.get(incident.pk, 0),
        is_late=bool(incident.is_open and incident.update_due_at and incident.update_due_at < now),
    )


def _open_followups(incidents: Sequence[Incident]) -> dict[object, int]:
    rows = FollowUp.objects.open().filter(incident__in=[each.pk for each in incidents])
    return dict(rows.order_by().values_list("incident").annotate(Count("pk")))

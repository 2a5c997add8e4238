"""Lists of incidents as plain rows: no objects, a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from afterword.api.v1.shapes import IncidentRow, PersonShape
from afterword.incidents.models import Incident
from afterword.people.models import User

COPIED = (
    "number",
    "title",
    "outcome",
    "is_private",
    "is_test",
    "is_demo",
    "started_at",
    "start_is_estimated",
    "detected_at",
    "declared_at",
    "acknowledged_at",
    "mitigated_at",
    "resolved_at",
    "updated_at",
)
RELATED = ("type__name", "severity__name", "status__name", "status__category", "commander__name", "commander__email")
COLUMNS = (*COPIED, "pk", *RELATED)
Named = Mapping[UUID, list[str]]


def incident_rows(rows: list[Mapping[str, Any]]) -> list[IncidentRow]:
    """What a page of `values(*COLUMNS)` looks like from outside; asks twice more, for services and teams."""
    keys = [row["pk"] for row in rows]
    services = names_by_incident(Incident.services.through.objects.filter(incident__in=keys), "service__name")
    teams = names_by_incident(Incident.teams.through.objects.filter(incident__in=keys), "team__name")
    return [_row(row, services, teams) for row in rows]


def names_by_incident(links: Any, column: str) -> Named:
    named: defaultdict[UUID, list[str]] = defaultdict(list)
    for incident, name in links.order_by(column).values_list("incident_id", column):
        named[incident].append(name)
    return named


def person_shape(user: User | None) -> PersonShape | None:
    return {"name": str(user), "email": user.email} if user else None


def row_of(incident: Incident) -> IncidentRow:
    """The same for one incident that is at hand as an object."""
    return incident_rows([{name: _value(incident, name) for name in COLUMNS}])[0]


def _row(row: Mapping[str, Any], services: Named, teams: Named) -> IncidentRow:
    shown: Any = {name: row[name] for name in COPIED}
    email = row["commander__email"]
    shown |= {
        "reference": f"INC-{row['number']}",
        "url": f"/incidents/{row['number']}",
        "type": row["type__name"],
        "severity": row["severity__name"],
        "status": row["status__name"],
        "status_category": row["status__category"],
        "commander": {"name": row["commander__name"] or email, "email": email} if email else None,
        "services": services.get(row["pk"], []),
        "teams": teams.get(row["pk"], []),
    }
    return shown  # type: ignore[no-any-return]


def _value(of: Any, name: str) -> Any:
    for part in name.split("__"):
        of = getattr(of, part, None)
    return of

"""The facts beside the timeline: people, times, impact, what it is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.incidents.metrics import Metric, metrics_of
from afterword.incidents.models import Impact, Incident
from afterword.incidents.moments import MOMENTS
from afterword.people.actor import Actor
from afterword.web.incidents.figures import business_lines, shown_impacts, together
from afterword.web.incidents.people_facts import people_facts, rooms_of
from afterword.web.incidents.service_facts import service_facts
from afterword.web.incidents.task_rows import tasks_of

_MEASURED = {
    "detected_at": "time_to_detect",
    "acknowledged_at": "time_to_acknowledge",
    "mitigated_at": "time_to_mitigate",
    "resolved_at": "time_to_resolve",
}


@dataclass(frozen=True)
class Moment:
    """One step of the strip."""

    label: str
    at: datetime | None
    href: str
    is_estimated: bool = False
    after: int | None = None
    formula: str = ""
    warning: str = ""


def facts_of(actor: Actor, incident: Incident, impacts: list[Impact], *, may_update: bool) -> dict[str, Any]:
    """Context of `_facts.html`. The number of statements does not depend on how much there is."""
    now = clock.now()
    metrics = metrics_of(incident, impacts, now)
    prefetch_related_objects([incident], "milestones")  # the entries beside them ask for them too
    links = list(incident.links.all())
    return {
        "moments": moments_of(incident, metrics, may_update=may_update),
        "metrics": [each for each in metrics if each.seconds is not None or each.warning],
        "impacts": shown_impacts(impacts),
        "impacts_together": together(impacts),
        "business": business_lines(kept) if (kept := getattr(incident, "business_impact", None)) else [],
        **service_facts(actor, incident, impacts, links, now),
        "teams": list(incident.teams.all()),
        "milestones": list(incident.milestones.all()),
        "tasks": tasks_of(actor, incident, may_update=may_update),
        **rooms_of(links),
        "links": links,
        "tags": list(incident.tags.all()),
        "members": list(incident.members.select_related("user", "team")) if incident.is_private else [],
        **people_facts(actor, incident, now),
    }


def moments_of(incident: Incident, metrics: list[Metric], *, may_update: bool) -> list[Moment]:
    """The six times in a row, each with the length of time that ends at it."""
    by_key = {each.key: each for each in metrics}
    return [_moment(incident, name, by_key.get(_MEASURED.get(name, "")), may_update) for name in MOMENTS]


def _moment(incident: Incident, name: str, metric: Metric | None, may_update: bool) -> Moment:
    return Moment(
        label=capfirst(_(MOMENTS[name])),
        at=getattr(incident, name),
        href=_way_to_correct(incident, name) if may_update else "",
        is_estimated=name == "started_at" and incident.start_is_estimated,
        after=metric.seconds if metric else None,
        formula=f"{metric.label}: {metric.formula}" if metric else "",
        warning=metric.warning if metric else "",
    )


def _way_to_correct(incident: Incident, name: str) -> str:
    """An open incident is not given a resolved time but resolved, which asks for more."""
    if name == "resolved_at" and incident.is_open:
        return f"{incident.url}/resolution"
    return f"{incident.url}/timestamps/{name}"

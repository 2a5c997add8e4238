"""What the filters of a timeline offer, and which of them are in use."""

from typing import Any

from django.utils.translation import gettext as _

from afterword.incidents.kind_groups import GROUPS
from afterword.incidents.models import Incident, Phase
from afterword.people.models import User
from afterword.web.incidents.timeline_filter import TimelineFilter


def timeline_choices(incident: Incident, wanted: TimelineFilter, tellers: list[User]) -> dict[str, Any]:
    """Context of `_timeline.html`. `tellers` is everybody who is on the timeline."""
    authors = [(each.pk, each.name) for each in sorted(tellers, key=lambda each: each.name.casefold())]
    page = f"{incident.url}/timeline"
    return {
        "page_href": page,
        "shows": _shows(wanted),
        "people": [(str(key), name, key == wanted.person) for key, name in authors],
        "groups": [(key, str(label), key == wanted.kind) for key, label in GROUPS.items()],
        "phases": [(phase.value, str(phase.label), phase == wanted.phase) for phase in Phase],
        "chips": _chips(page, wanted, {str(key): name for key, name in authors}),
        "select_href": page + wanted.address(select="1"),
        "done_href": page + wanted.address(select=""),
        "selection_href": f"{incident.url}/selection{wanted.address(select='1')}",
        "csv_href": f"{page}.csv{wanted.address(select='')}",
        "json_href": f"{page}.json{wanted.address(select='')}",
    }


def _shows(wanted: TimelineFilter) -> list[dict[str, Any]]:
    names = {"": _("All"), "milestones": _("Milestones"), "important": _("Important"), "notes": _("Notes")}
    return [
        {"href": wanted.address(show=value), "label": name, "is_current": value == wanted.show}
        for value, name in names.items()
    ]


def _chips(page: str, wanted: TimelineFilter, names: dict[str, str]) -> list[dict[str, str]]:
    used = (
        ("q", _("Words"), wanted.words),
        ("person", _("Person"), names.get(str(wanted.person), "?") if wanted.person else ""),
        ("kind", _("Kind"), str(GROUPS[wanted.kind]) if wanted.kind else ""),
        ("phase", _("Phase"), str(wanted.phase.label) if wanted.phase else ""),
    )
    return [
        {"label": label, "value": value, "remove_href": page + wanted.address(**{name: ""})}
        for name, label, value in used
        if value
    ]

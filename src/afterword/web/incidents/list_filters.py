"""What one can filter a list of incidents by, and the filters in use."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.incidents.filter_params import ME, NOBODY, OPEN
from afterword.incidents.models import Category, IncidentType, Outcome, Service, Severity
from afterword.people.models import Team, User
from afterword.web.incidents.list_address import without
from afterword.web.incidents.tags import known_tags
from afterword.web.requests import PersonRequest

SORTS = (
    ("newest", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("updated", gettext_lazy("Last changed first")),
    ("severity", gettext_lazy("Worst first")),
)
TESTS = (
    ("", gettext_lazy("With tests")),
    ("without", gettext_lazy("Without tests")),
    ("only", gettext_lazy("Only tests")),
)
Choices = dict[str, list[tuple[str, str, bool]]]  # value, name, and whether it is chosen, for each filter


@dataclass(frozen=True)
class Chip:
    """One filter in use, and the address without it."""

    label: str
    value: str
    remove_href: str


def choices_of(request: PersonRequest) -> Choices:
    """Value, name, and whether it is chosen, for every filter with a list."""
    statuses = [(OPEN, _("Open")), *[(str(value), str(name)) for value, name in Category.choices]]
    severities = [(each.name, each.label) for each in Severity.objects.filter(retired_at=None)]
    types = [(each.name, each.label) for each in IncidentType.objects.filter(retired_at=None)]
    people = [(str(key), name or email) for key, name, email in _people()]
    return {
        "status": _marked(request, "status", statuses),
        "severity": _marked(request, "severity", severities),
        "type": _marked(request, "type", types),
        "service": _marked(request, "service", _names(Service.objects.filter(retired_at=None))),
        "team": _marked(request, "team", _names(Team.objects.filter(retired_at=None))),
        "tag": _marked(request, "tag", [(name, name) for name in known_tags(request.actor)]),
        "commander": _marked(request, "commander", [(ME, _("Me")), (NOBODY, _("Nobody")), *people]),
        "outcome": _marked(request, "outcome", [(str(value), str(name)) for value, name in Outcome.choices]),
        "on": _marked(request, "on", [(ME, _("Mine"))]),
        "postmortem": _marked(request, "postmortem", [("owed", _("Needs one"))]),
    }


def chips_of(params: QueryDict, choices: Choices) -> list[Chip]:
    """Every filter in use, each with the address that takes it off."""
    labels = {
        "status": _("Status"),
        "severity": _("Severity"),
        "type": _("Type"),
        "service": _("Service"),
        "team": _("Team"),
        "tag": _("Tag"),
        "commander": _("Commander"),
        "on": _("Whose"),
        "outcome": _("Outcome"),
        "postmortem": _("Postmortem"),
        "day": _("Lasted on"),
        "from": _("From"),
        "until": _("Until"),
        "test": _("Tests"),
    }
    names = {value: str(label) for value, label in TESTS}
    chips = []
    for name, label in labels.items():
        known = {value.lower(): text for value, text, _chosen in choices.get(name, [])}
        values = [known.get(value.lower(), names.get(value, value)) for value in params.getlist(name) if value]
        if values:
            chips.append(Chip(label, ", ".join(values), without(params, name)))
    return chips


def marked(rows: list[tuple[str, str]], given: list[str]) -> list[tuple[str, str, bool]]:
    """The rows with those given marked; one that is given but offered no more, such as a retired team, joins them."""
    chosen = {value.lower(): value for value in given if value}
    offered = {value.lower() for value, _label in rows}
    gone = [(value, value) for key, value in chosen.items() if key not in offered]
    return [(value, label, value.lower() in chosen) for value, label in [*rows, *gone]]


def _people() -> Any:
    return User.objects.active().values_list("pk", "name", "email")


def _names(rows: Any) -> list[tuple[str, str]]:
    return [(name, name) for name in rows.values_list("name", flat=True)]


def _marked(request: PersonRequest, name: str, rows: list[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    return marked(rows, request.GET.getlist(name))

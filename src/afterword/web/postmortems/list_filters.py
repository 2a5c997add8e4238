"""What one can filter a list of reports by, and the filters in use."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.incidents.models import IncidentLink, LinkKind, Service, Severity
from afterword.people.models import Team, User
from afterword.postmortems.filter_params import NONE
from afterword.postmortems.models import Postmortem, ReportKind, State
from afterword.web.incidents.list_address import address
from afterword.web.incidents.list_filters import Chip, Choices, marked
from afterword.web.requests import PersonRequest

LIST = "/postmortems"
ME = "me"
MOST_CHANNELS = 100
SORTS = (
    ("newest", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("updated", gettext_lazy("Last edited first")),
    ("stalest", gettext_lazy("Longest untouched first")),
)


def choices_of(request: PersonRequest) -> Choices:
    """Value, name, and whether it is chosen, for every filter with a list."""
    people = User.objects.active().values_list("pk", "name", "email")
    named = {
        "state": _enum(State),
        "kind": _enum(ReportKind),
        "severity": [(each.name, each.label) for each in Severity.objects.filter(retired_at=None)],
        "service": _names(Service.objects.filter(retired_at=None)),
        "team": _names(Team.objects.filter(retired_at=None)),
        "channel": _channels(request),
        "owner": [(ME, _("Me")), (NONE, _("Nobody")), *((str(key), name or mail) for key, name, mail in people)],
    }
    return {name: marked(rows, request.GET.getlist(name)) for name, rows in named.items()}


def chips_of(params: QueryDict, choices: Choices) -> list[Chip]:
    """Every filter in use, each with the address that takes it off."""
    labels = {
        "state": _("State"),
        "kind": _("Kind"),
        "severity": _("Severity"),
        "service": _("Service"),
        "team": _("Team"),
        "channel": _("Chat"),
        "owner": _("Owner"),
        "from": _("From"),
        "until": _("Until"),
    }
    chips = []
    for name, label in labels.items():
        known = {value.lower(): text for value, text, _chosen in choices.get(name, [])}
        values = [known.get(value.lower(), value) for value in params.getlist(name) if value]
        if values:
            chips.append(Chip(label, ", ".join(values), _without(params, name)))
    return chips


def _without(params: QueryDict, name: str) -> str:
    kept = params.copy()
    kept.pop(name, None)
    return address(kept, LIST)


def _channels(request: PersonRequest) -> list[tuple[str, str]]:
    """Chats of incidents whose report the reader may see."""
    seen = Postmortem.objects.visible_to(request.actor).values("incidents")
    titles = IncidentLink.objects.filter(kind=LinkKind.CHAT, incident__in=seen).order_by("title")
    return [(title, title) for title in titles.values_list("title", flat=True).distinct()[:MOST_CHANNELS]]


def _enum(choices: Any) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in choices.choices]


def _names(rows: Any) -> list[tuple[str, str]]:
    return [(name, name) for name in rows.values_list("name", flat=True)]

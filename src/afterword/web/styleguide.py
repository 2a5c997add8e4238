"""Sample data for the page that shows every component, `web/styleguide.html`."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe

from afterword.core import clock


@dataclass(frozen=True)
class Level:
    token: str
    label: str
    explained: str = ""


@dataclass(frozen=True)
class State:
    category: str
    label: str


@dataclass(frozen=True)
class Happened:
    """Shaped like a timeline entry."""

    number: int
    weight: str
    actor_label: str
    sentence: str
    occurred_at: datetime
    icon_name: str = ""
    tone: str = ""
    body: SafeString = field(default_factory=lambda: mark_safe(""))
    quote: SafeString = field(default_factory=lambda: mark_safe(""))
    is_important: bool = False
    edited_at: datetime | None = None
    flag_href: str = "#"
    edit_href: str = "#"

    @property
    def anchor(self) -> str:
        return f"entry-{self.number}"


LEVELS = (
    Level("sev-0", "SEV-0", "Everyone is affected, or data is at risk."),
    Level("sev-1", "SEV-1", "A main function is down for many."),
    Level("sev-2", "SEV-2", "A main function is slow or down for some."),
    Level("sev-3", "SEV-3", "A nuisance with a way around it."),
    Level("sev-4", "SEV-4", "Hardly noticed."),
    Level("sev-unknown", "Unknown", "Say later."),
)
STATES = (
    State("active", "Investigating"),
    State("stable", "Monitoring"),
    State("resolved", "Resolved"),
    State("completed", "Completed"),
)
ROWS = (
    (142, "Checkout fails for cards from Europe", 1, 0, "Checkout", "Ada", 72),
    (141, "Search results are empty after the index rebuild", 2, 1, "Search", "Bo", 188),
    (140, "Sign-in by e-mail link takes minutes", 3, 2, "Identity", "Ada", 47),
    (139, "Primary database lost its disk and nobody could write for eleven minutes", 0, 3, "Storage", "Di", 660),
    (138, "Nightly export is late", 4, 2, "Reports", "Robo", 320),
    (137, "Pages load slowly for some", 5, 2, "Web", "Bo", 15),
)


class SampleForm(forms.Form):
    """One field of each kind, with errors when bound to nothing."""

    title = forms.CharField(max_length=256, help_text="What people would say on the phone.")
    summary = forms.CharField(required=False, widget=forms.Textarea)
    commander = forms.ChoiceField(choices=[("", "Nobody yet"), ("ada", "Ada"), ("bo", "Bo")], required=False)
    services = forms.MultipleChoiceField(
        choices=[("checkout", "Checkout"), ("search", "Search"), ("storage", "Storage")], required=False
    )
    severity = forms.ChoiceField(choices=[("1", "SEV-1"), ("2", "SEV-2")], widget=forms.RadioSelect)
    is_private = forms.BooleanField(label="Private", required=False, help_text="Only people on the incident see it.")


def sample() -> dict[str, Any]:
    """The context of the page."""
    now = clock.now()
    return {
        "section": "incidents",
        "zone_of_incident": "Europe/Paris",
        "levels": LEVELS,
        "states": STATES,
        "rows": rows(now),
        "moments": moments(now),
        "entries": entries(now),
        "form": SampleForm(initial={"services": ["checkout"], "severity": "1"}),
        "failed_form": SampleForm(data={"summary": "What was typed stays."}),
        "soon": now + timedelta(minutes=18),
        "minutes_ago": now - timedelta(minutes=12),
        "since": now - timedelta(minutes=72),
        "tabs": [
            {"href": "#overview", "label": "Overview", "is_current": True},
            {"href": "#timeline", "label": "Timeline", "count": 57},
            {"href": "#remediation", "label": "Remediation", "count": 3},
            {"href": "#notifications", "label": "Notifications"},
        ],
    }


def rows(now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "title": title,
            "severity": LEVELS[level],
            "status": STATES[state],
            "service": service,
            "commander": commander,
            "declared_at": now - timedelta(minutes=minutes + index * 1700),
        }
        for index, (number, title, level, state, service, commander, minutes) in enumerate(ROWS)
    ]


def moments(now: datetime) -> list[dict[str, Any]]:
    def moment(label: str, minutes: int | None, after: int | None = None, **more: Any) -> dict[str, Any]:
        at = None if minutes is None else now - timedelta(minutes=minutes)
        return {"label": label, "at": at, "after": after, "href": "#", **more}

    return [
        moment("Started", 84, is_estimated=True),
        moment("Detected", 76, 480, formula="detected - started"),
        moment("Declared", 72),
        moment("Acknowledged", 71, 300, formula="acknowledged - detected"),
        moment("Mitigated", 22, 3240, formula="mitigated - detected"),
        moment("Resolved", None),
    ]


def entries(now: datetime) -> list[Happened]:
    def at(minutes: int) -> datetime:
        return now - timedelta(minutes=minutes)

    note = mark_safe(
        "<p>Error rate on <code>payments-eu</code> went from 0.2 % to 38 % right after the 13:48 deployment. "
        "The new build reads the card list from a table that only exists in the American region.</p>"
    )
    told = mark_safe(
        "<p>Payments by card fail for customers in Europe. We are rolling back the last deployment and expect "
        "recovery within 20 minutes. Paying by invoice works.</p>"
    )
    return [
        Happened(57, "note", "Bo", "", at(9), body=mark_safe("<p>Rollback is through in all zones. Errors are at "
                 "0.3 % and falling; I watch for another 20 minutes before we call it.</p>")),
        Happened(56, "milestone", "Ada", "changed status from Investigating to Monitoring", at(22), "status-stable"),
        Happened(55, "change", "Ada", "handed Scribe from Bo to Cy", at(31)),
        Happened(54, "milestone", "Ada", "posted an update", at(41), "update", quote=told, is_important=True),
        Happened(53, "note", "Bo", "", at(46), body=note, is_important=True, edited_at=at(40)),
        Happened(52, "change", "Robo", "linked the dashboard Payments by region", at(58)),
        Happened(51, "change", "Bo", "joined as Responder", at(69)),
        Happened(50, "milestone", "Ada", "acknowledged the incident", at(71), "check"),
        Happened(49, "milestone", "Ada", "declared the incident as SEV-1", at(72), "declare", "danger"),
    ]  # fmt: skip

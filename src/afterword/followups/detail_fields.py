"""What each kind of follow-up is asked beside the common fields. Data: adding a field is one line here."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.core.errors import Invalid
from afterword.followups.models import FollowUpKind
from afterword.incidents.validation import clean_long_text, clean_text, clean_url

DETAIL_LENGTH = 4000


@dataclass(frozen=True)
class DetailField:
    """One of them. `name` is stored for ever; `is_address` holds a link, `is_line` a single line."""

    name: str
    label: str | Promise
    is_address: bool = False
    is_line: bool = False


DETAIL_FIELDS: Mapping[str, tuple[DetailField, ...]] = {
    FollowUpKind.ACTION: (),
    FollowUpKind.MONITOR: (
        DetailField("purpose", gettext_lazy("What it notices")),
        DetailField("query", gettext_lazy("Query")),
        DetailField("threshold", gettext_lazy("Threshold"), is_line=True),
        DetailField("notification", gettext_lazy("Who is notified, and how"), is_line=True),
    ),
    FollowUpKind.DASHBOARD: (
        DetailField("purpose", gettext_lazy("What it answers")),
        DetailField("widgets_added", gettext_lazy("Widgets to add")),
        DetailField("link", gettext_lazy("Dashboard"), is_address=True),
    ),
    FollowUpKind.PROCESS: (
        DetailField("current", gettext_lazy("How it is done now")),
        DetailField("new", gettext_lazy("How it will be done")),
        DetailField("expected_benefit", gettext_lazy("What that brings")),
    ),
    FollowUpKind.TECHNICAL: (
        DetailField("current_state", gettext_lazy("How it is now")),
        DetailField("target_state", gettext_lazy("How it will be")),
        DetailField("implementation_plan", gettext_lazy("How to get there")),
    ),
    FollowUpKind.RUNBOOK: (
        DetailField("runbook", gettext_lazy("Runbook"), is_line=True),
        DetailField("location", gettext_lazy("Where it is kept"), is_address=True),
        DetailField("updates_needed", gettext_lazy("What to update")),
    ),
}


def error_key(kind: str, name: str) -> str:
    """Under which name a refusal stands: `monitor_purpose`, as the form calls it too."""
    return f"{kind}_{name}"


def clean_details(kind: str, given: Mapping[str, object]) -> dict[str, str]:
    """What was filled in, cleaned; empty ones are left out. Invalid for another kind's fields and for no address."""
    known = {field.name: field for field in DETAIL_FIELDS[kind]}
    strange = next((name for name in given if name not in known), None)
    if strange is not None:
        problem = _("“%(name)s” is no detail of this kind. It has: %(known)s.")
        words = problem % {"name": strange[:40], "known": ", ".join(known) or _("none")}
        raise Invalid({"details": words})
    cleaned = {name: _clean(kind, field, given.get(name, "")) for name, field in known.items()}
    return {name: text for name, text in cleaned.items() if text}


def _clean(kind: str, field: DetailField, value: object) -> str:
    key = error_key(kind, field.name)
    if not isinstance(value, str):
        raise Invalid({key: _("Write a text.")})
    if field.is_address and clean_text(value):
        return clean_url(value, field=key)
    text = clean_long_text(value, field=key, limit=DETAIL_LENGTH)
    return " ".join(text.split()) if field.is_line else text

"""A form about one incident: a page of its own, which a dialog shows in place where scripts run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from afterword.core.errors import Conflict, Invalid
from afterword.incidents.models import Incident
from afterword.web.form_errors import show_refusal, status_of
from afterword.web.incidents.finding import back_to
from afterword.web.requests import PersonRequest, SeeOther

Run = Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Dialog:
    """What it says. `names`: the form's field for what a verb calls otherwise. `key`: where form-guard keeps words.

    `back_href` is where it returns to, if that is not the incident.
    `theirs` reads what the incident says now, to be shown when somebody else changed it meanwhile.
    """

    heading: str
    action: str
    lead: str = ""
    template: str = "incidents/dialog.html"
    names: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    is_danger: bool = False
    anchor: str = ""
    key: str = ""
    back_href: str = ""
    theirs: Callable[[], str] | None = None


def converse(request: PersonRequest, incident: Incident, form: Form, dialog: Dialog, run: Run) -> HttpResponse:
    """Show the form, or run the verb with what was sent and go back; a refusal is shown in the form, words kept."""
    status, theirs = status_of(form), ""
    if form.is_bound and form.is_valid():
        try:
            run(form.cleaned_data)
        except (Invalid, Conflict) as refusal:
            status = show_refusal(form, refusal, dialog.names)
            if refusal.code == "changed_meanwhile":
                theirs = _face_the_change(form, incident, dialog)
        else:
            return SeeOther((dialog.back_href or back_to(request, incident)) + dialog.anchor)
    context = {
        "dialog": dialog,
        "heading": dialog.heading,
        "action_label": dialog.action,
        "form": form,
        "incident": incident,
        "theirs": theirs,
        "back_href": dialog.back_href or back_to(request, incident),
        "zone_of_incident": incident.zone,
        "key": f"{dialog.key}:{incident.number}" if dialog.key else "",
        "section": "incidents",
        **dialog.extra,
    }
    return render(request, dialog.template, context, status=status)


def _face_the_change(form: Form, incident: Incident, dialog: Dialog) -> str:
    """From now on the writer has seen the newest words, so that saving again replaces them knowingly."""
    incident.refresh_from_db()
    if isinstance(form.data, QueryDict):
        form.data = form.data.copy()
        form.data["since"] = str(incident.timeline_head)
    return dialog.theirs() if dialog.theirs else ""

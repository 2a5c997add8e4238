"""A form about one incident, or what hangs on it or on a report.

A page of its own, which a dialog shows in place where scripts run.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from afterword.core.errors import Conflict, Invalid
from afterword.incidents.models import Incident
from afterword.postmortems.models import Postmortem
from afterword.web.form_errors import show_refusal, status_of
from afterword.web.incidents.finding import back_to
from afterword.web.requests import PersonRequest, SeeOther

Run = Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Dialog:
    """What it says. `names`: the form's field for what a verb calls otherwise. `key`: where form-guard keeps words.

    `back_href` is where it returns to, if that is not what it is about.
    `theirs` reads what is said now, to be shown when somebody else changed it meanwhile; `newest` the number of that
    change, if it is not on an incident's timeline.
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
    newest: Callable[[], int] | None = None


def converse(
    request: PersonRequest, incident: Incident | Postmortem, form: Form, dialog: Dialog, run: Run
) -> HttpResponse:
    """Show the form, or run the verb with what was sent and go back; a refusal is shown in the form, words kept."""
    status, theirs, back_href = status_of(form), "", dialog.back_href or _back_to(request, incident)
    if form.is_bound and form.is_valid():
        try:
            run(form.cleaned_data)
        except (Invalid, Conflict) as refusal:
            status = show_refusal(form, refusal, dialog.names)
            if refusal.code == "changed_meanwhile":
                theirs = _face_the_change(form, incident, dialog)
        else:
            return SeeOther(back_href + dialog.anchor)
    context = {
        "dialog": dialog,
        "heading": dialog.heading,
        "action_label": dialog.action,
        "form": form,
        "incident": incident,
        "theirs": theirs,
        "back_href": back_href,
        "zone_of_incident": incident.zone,
        "key": f"{dialog.key}:{_key_of(incident)}" if dialog.key else "",
        "section": "incidents",
        **dialog.extra,
    }
    return render(request, dialog.template, context, status=status)


def _back_to(request: PersonRequest, about: Incident | Postmortem) -> str:
    return back_to(request, about) if isinstance(about, Incident) else about.url


def _key_of(about: Incident | Postmortem) -> str:
    return str(about.number) if isinstance(about, Incident) else f"pm-{about.number}"


def _face_the_change(form: Form, about: Incident | Postmortem, dialog: Dialog) -> str:
    """From now on the writer has seen the newest words, so that saving again replaces them knowingly."""
    about.refresh_from_db()
    newest = about.timeline_head if isinstance(about, Incident) else dialog.newest and dialog.newest()
    if isinstance(form.data, QueryDict):
        form.data = form.data.copy()
        form.data["since"] = str(newest or 0)
    return dialog.theirs() if dialog.theirs else ""

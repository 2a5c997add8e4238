"""A form about one report: a page of its own, which a dialog shows in place where scripts run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.postmortems.models import Postmortem
from afterword.web.form_errors import show_refusal, status_of
from afterword.web.requests import PersonRequest, SeeOther


@dataclass(frozen=True)
class Dialog:
    """What it says. `key` is where form-guard keeps words; `names` the form's field for what a verb calls otherwise."""

    heading: str
    action: str
    lead: str = ""
    template: str = "postmortems/dialog.html"
    is_danger: bool = False
    key: str = ""
    back_href: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


def converse(
    request: PersonRequest, postmortem: Postmortem, form: Form, dialog: Dialog, run: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Show the form, or run the verb with what was sent and go back; a refusal is shown in the form, words kept."""
    status, back_href = status_of(form), dialog.back_href or postmortem.url
    if form.is_bound and form.is_valid():
        try:
            run(form.cleaned_data)
        except (Invalid, Conflict, NotAllowed) as refusal:
            status = show_refusal(form, refusal, dialog.names)
        else:
            return SeeOther(back_href)
    context = {
        "dialog": dialog,
        "heading": dialog.heading,
        "action_label": dialog.action,
        "form": form,
        "postmortem": postmortem,
        "back_href": back_href,
        "key": f"{dialog.key}:pm-{postmortem.number}" if dialog.key else "",
        "section": "postmortems",
        **dialog.extra,
    }
    return render(request, dialog.template, context, status=status)

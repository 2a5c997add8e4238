"""Asking somebody for a section of a report."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotFound
from afterword.people.models import User
from afterword.postmortems.actions import section_requests as verbs
from afterword.postmortems.actions.section_requests import Wanted, ask_for_section, title_of
from afterword.postmortems.policy import refuse_published
from afterword.web.day_field import DayField
from afterword.web.incidents.forms import RowChoice, text_area
from afterword.web.postmortems.dialog import Dialog, converse
from afterword.web.postmortems.finding import find
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


class SectionRequestForm(forms.Form):
    person = RowChoice(label=gettext_lazy("Whom"), queryset=User.objects.none())
    due_on = DayField(label=gettext_lazy("Until"), required=False)
    message = forms.CharField(label=gettext_lazy("Message"), required=False, widget=text_area(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = User.objects.active()  # type: ignore[attr-defined]


@signed_in
def ask(request: PersonRequest, number: int, section_id: str) -> HttpResponse:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    try:
        title = title_of(postmortem, section_id)
    except Invalid as gone:
        raise NotFound(str(gone.fields["section"])) from gone
    lead = _("They find it on their home page and among their tasks.")
    heading = _("Ask for “%(title)s”") % {"title": title}
    dialog = Dialog(heading, _("Ask"), lead=lead, template="postmortems/ask_section.html", key=f"ask-{section_id}")
    return converse(
        request,
        postmortem,
        SectionRequestForm(sent(request)),
        dialog,
        lambda given: ask_for_section(request.actor, postmortem, Wanted(section_id, **given)),
    )


@require_POST
@signed_in
def settle(request: PersonRequest, number: int, request_id: UUID, step: str) -> HttpResponse:
    """`step` is one of completion, reopening and end."""
    postmortem = find(request, number)
    asked = postmortem.section_requests.filter(pk=request_id).first()
    steps = {"completion": verbs.finish_section, "reopening": verbs.ask_again, "end": verbs.withdraw_section_request}
    if asked is None or step not in steps:
        raise NotFound(_("Nobody is asked for this any more."))
    steps[step](request.actor, postmortem, asked)
    return SeeOther(postmortem.url)

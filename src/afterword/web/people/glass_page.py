"""Private incidents, for administrators: breaking the glass with a reason, and giving the access back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.actions.break_glass import break_glass, end_access, held_by
from afterword.incidents.models import Incident
from afterword.incidents.numbers import number_in
from afterword.web.form_errors import show_problems, status_of
from afterword.web.incidents.forms import Words
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


class GlassForm(forms.Form):
    number = forms.CharField(
        label=pgettext_lazy("of an incident", "Number"),
        max_length=20,
        help_text=gettext_lazy("Such as INC-142."),
        error_messages={"required": gettext_lazy("Give the number of an incident, such as INC-142.")},
    )
    reason = Words(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody on the incident reads it, and it stays in the audit trail."),
    )

    def clean_number(self) -> int:
        number = number_in(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(_("Give the number of an incident, such as INC-142."))
        return number


@signed_in
def private_incidents(request: PersonRequest) -> HttpResponse:
    """For others than administrators it does not exist."""
    _only_administrators(request)
    form = GlassForm(sent(request))
    if form.is_valid():
        try:
            incident = break_glass(request.actor, form.cleaned_data["number"], reason=form.cleaned_data["reason"])
        except Invalid as problem:
            show_problems(form, problem)
        else:
            return SeeOther(incident.url)
    context = {"section": "settings", "form": form, "held": held_by(request.actor)}
    return render(request, "people/private.html", context, status=status_of(form))


@require_POST
@signed_in
def give_back(request: PersonRequest, incident_id: UUID) -> HttpResponse:
    _only_administrators(request)
    incident = Incident.objects.visible_to(request.actor).filter(pk=incident_id).first()
    if incident:
        end_access(request.actor, incident)
        messages.success(request, _("You no longer see %(incident)s.") % {"incident": incident.reference})
    return SeeOther("/settings/private-incidents")


def _only_administrators(request: PersonRequest) -> None:
    if not can(request.actor, Verb.INCIDENT_BREAK_GLASS):
        raise NotFound(_("There is nothing here, or it is not shared with you."))

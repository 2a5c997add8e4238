"""A report on something that was no incident."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.people.models import Team, User
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.template_files import DEFAULT_ALONE, templates
from afterword.web.form_errors import show_problems, status_of
from afterword.web.incidents.forms import RowChoice, Words
from afterword.web.people.zone_field import ZoneField
from afterword.web.postmortems.template_choice import TemplateChoiceForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


class NewReportForm(TemplateChoiceForm):
    title = Words(label=_("Title"), widget=forms.TextInput(attrs={"autofocus": True}))
    owner = RowChoice(label=_("Owner"), queryset=User.objects.none(), required=False, empty_label=_("Me"))
    team = RowChoice(label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("No team"))
    zone = ZoneField(help_text=_("All times in the report are told in this zone."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, templates=[each for each in templates(language) if not each.needs_incident], **kwargs)
        self.fields["owner"].queryset = User.objects.active()  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.offered()  # type: ignore[attr-defined]


@signed_in
def new_report(request: PersonRequest) -> HttpResponse:
    require(request.actor, Verb.POSTMORTEM_CREATE)
    language = translation.get_language() or "en"
    initial = {"template_key": DEFAULT_ALONE, "zone": request.user.zone, "language": language}
    form = NewReportForm(sent(request), language=language, initial=initial)
    status = status_of(form)
    if form.is_bound and form.is_valid():
        try:
            return SeeOther(create_report(request.actor, **form.cleaned_data).url)
        except Invalid as problem:
            show_problems(form, problem)
            status = problem.status
    context = {"form": form, "back_href": "/postmortems", "section": "postmortems"}
    return render(request, "postmortems/new.html", context, status=status)

"""Naming another incident, and what to do with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afterword.incidents.models import Incident, Severity
from afterword.people.actor import Actor
from afterword.web.incidents.forms import LabelChoice, Words, incident_named

LINKED, PART_OF = "linked", "part_of"


class OtherIncidentForm(forms.Form):
    """`other` is cleaned to the visible incident of that number."""

    other = forms.CharField(
        label=_("Other incident"),
        widget=forms.TextInput(attrs={"placeholder": "INC-", "autofocus": True}),
        error_messages={"required": _("Say which incident, such as INC-142.")},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_other(self) -> Incident:
        return incident_named(self.actor, self.cleaned_data["other"].strip())


class RelateForm(OtherIncidentForm):
    how = forms.ChoiceField(
        label=_("How they belong together"),
        choices=((LINKED, _("They have to do with each other")), (PART_OF, _("This one is a part of the other"))),
        initial=LINKED,
        widget=forms.RadioSelect,
    )


class MergeForm(OtherIncidentForm):
    reason = forms.CharField(label=_("Why"), required=False)


class SplitForm(forms.Form):
    title = Words(
        label=_("Title of the new incident"),
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("What else is broken, as a user would say it."),
    )
    severity = LabelChoice(label=_("Severity"), queryset=Severity.objects.none(), required=False, empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["severity"].queryset = Severity.objects.filter(retired_at=None)  # type: ignore[attr-defined]

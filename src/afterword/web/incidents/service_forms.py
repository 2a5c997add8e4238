"""What people fill in about a service."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afterword.incidents.actions.objectives import Promise
from afterword.incidents.actions.service_catalog import ServiceFacts
from afterword.incidents.models import LinkKind, ObjectiveKind, Service, Tier
from afterword.people.models import Team
from afterword.web.incidents.forms import RowChoice, Words, text_area
from afterword.web.incidents.number_fields import AmountField, CountField


class SeenForm(forms.Form):
    """Remembers what the writer saw, so that two writers notice each other."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ServiceForm(SeenForm):
    name = Words(label=_("Name"), widget=forms.TextInput(attrs={"autofocus": True}))
    description = forms.CharField(
        label=_("What it does"), required=False, strip=False, widget=text_area(4), help_text=_("Markdown works.")
    )
    owner = RowChoice(
        label=_("Owner"), queryset=Team.objects.none(), required=False, empty_label=_("No team"),
        help_text=_("Its leads can change this page."),
    )  # fmt: skip
    tier = forms.TypedChoiceField(
        label=_("Tier"), required=False, coerce=int, empty_value=None, choices=[("", _("Not said")), *Tier.choices]
    )

    def __init__(self, *args: Any, service: Service | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = service.owner_id if service else None
        teams = Team.objects.filter(Q(retired_at=None) | Q(pk=kept))
        self.fields["owner"].queryset = teams  # type: ignore[attr-defined]

    def facts(self) -> ServiceFacts:
        given = self.cleaned_data
        return ServiceFacts(given["name"], given["description"], given["owner"], given["tier"])


class ServiceLinkForm(forms.Form):
    url = Words(label=_("Address"), widget=forms.TextInput(attrs={"inputmode": "url", "autofocus": True}))
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("As the address says")), *LinkKind.choices]
    )


class ObjectiveForm(SeenForm):
    name = Words(label=_("Name"), widget=forms.TextInput(attrs={"autofocus": True, "placeholder": _("Availability")}))
    kind = forms.ChoiceField(label=_("Kind"), choices=ObjectiveKind.choices, widget=forms.RadioSelect)
    target = AmountField(
        label=_("Target (%)"), required=True, help_text=_("Above 0 and below 100: 99.9 allows 43 min in 30 days.")
    )
    window_days = CountField(label=_("Window in days"), required=True)

    def promise(self) -> Promise:
        given = self.cleaned_data
        return Promise(given["name"], given["target"], given["window_days"], given["kind"])

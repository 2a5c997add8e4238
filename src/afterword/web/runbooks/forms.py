from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afterword.incidents.models import Service
from afterword.people.models import Team
from afterword.web.incidents.forms import RowChoice, Words


class RunbookForm(forms.Form):
    title = Words(
        label=_("Title"),
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("What to do when what breaks: “Empty the cart cache”."),
    )
    services = forms.ModelMultipleChoiceField(
        label=_("Services"),
        queryset=Service.objects.none(),
        required=False,
        help_text=_("When one of them breaks, the incident offers this runbook."),
    )
    owner = RowChoice(
        label=_("Team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("No team"),
        help_text=_("Who keeps it up to date."),
    )

    def __init__(self, *args: Any, kept: tuple[Service, ...] = (), team: Team | None = None, **kwargs: Any) -> None:
        """`kept` and `team` are chosen already and stay choices, also when they are retired."""
        super().__init__(*args, **kwargs)
        services = Service.objects.filter(retired_at=None) | Service.objects.filter(pk__in=[each.pk for each in kept])
        teams = Team.objects.filter(retired_at=None) | Team.objects.filter(pk__in=[team.pk] if team else [])
        self.fields["services"].queryset = services  # type: ignore[attr-defined]
        self.fields["owner"].queryset = teams  # type: ignore[attr-defined]

"""What people fill in about an impact and about what it cost."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afterword.incidents.actions.impacts import ImpactFigures
from afterword.incidents.actions.set_business_impact import BusinessFigures
from afterword.incidents.models import Experience, Impact, Service
from afterword.web.incidents.forms import LabelChoice, SinceMixin, Words, services_for, text_area
from afterword.web.incidents.number_fields import AmountField, CountField
from afterword.web.moments import MomentField, MomentForm

FIGURES = ("services", "users_affected", "users_percent", "geography", "failed_requests")


class ExperienceSelect(forms.Select):
    """Each choice carries whether it counts as downtime, for the tick beside it (ui/downtime-preset.ts)."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        experience = getattr(value, "instance", None)
        if experience:
            option["attrs"] |= {
                "data-downtime": int(experience.is_downtime),
                "title": experience.explained,
            }
        return option


class ImpactForm(SinceMixin, MomentForm):
    description = Words(
        label=_("What users feel"), widget=text_area(2, autofocus="autofocus"),
        help_text=_("Who can't do what."),
    )  # fmt: skip
    started_at = MomentField(label=_("Started"), required=False, help_text=_("Now, if left empty."))
    ended_at = MomentField(label=_("Ended"), required=False, help_text=_("Leave it empty while it lasts."))
    experience = LabelChoice(
        label=_("Experience"), queryset=Experience.objects.none(), required=False, empty_label=_("Not clear yet"),
        widget=ExperienceSelect,
    )  # fmt: skip
    is_downtime = forms.BooleanField(
        label=_("Counts as downtime"), required=False,
        help_text=_("The experience suggests it. Take the tick away where users only noticed little."),
    )  # fmt: skip
    users_affected = CountField(label=_("Affected users"))
    users_percent = AmountField(label=_("Share of all users (%)"))
    geography = forms.CharField(label=_("Where"), required=False, help_text=_("Regions or countries: EU, Brazil."))
    failed_requests = CountField(label=_("Failed requests"))
    services = forms.ModelMultipleChoiceField(
        label=_("Services hit"), queryset=Service.objects.none(), required=False, widget=forms.SelectMultiple,
        help_text=_("All services of the incident, if left empty."),
    )  # fmt: skip

    def __init__(self, *args: Any, impact: Impact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = impact.experience_id if impact else None
        experiences = Experience.objects.filter(Q(retired_at=None) | Q(pk=kept))
        self.fields["experience"].queryset = experiences  # type: ignore[attr-defined]
        services = impact.services.all() if impact else Service.objects.none()
        self.fields["services"].queryset = services_for(services)  # type: ignore[attr-defined]

    @property
    def is_unfolded(self) -> bool:
        has_some = any(self.initial.get(name) not in (None, "", ()) for name in FIGURES)
        return has_some or bool(set(FIGURES) & set(self.errors))

    def figures(self) -> ImpactFigures:
        given = self.cleaned_data
        names = ("experience", "users_affected", "users_percent", "geography", "failed_requests")
        return ImpactFigures(**{name: given[name] for name in names}, services=tuple(given["services"]))


class BusinessImpactForm(SinceMixin):
    currency = forms.CharField(
        label=_("Currency"), required=False,
        widget=forms.TextInput(attrs={"size": 4, "placeholder": "EUR", "autocapitalize": "characters"}),
    )  # fmt: skip
    revenue_lost = AmountField(label=_("Revenue lost"))
    potential_loss = AmountField(label=_("Loss if it had gone on"))
    revenue_method = forms.CharField(label=_("How it was calculated"), required=False, widget=text_area(2))
    support_tickets = CountField(label=_("Support tickets"))
    complaints = CountField(label=_("Complaints"))
    social_mentions = CountField(label=_("Mentions in social media"))
    escalations = CountField(label=_("Escalations by customers"))
    nps_change = AmountField(label=_("Change of the NPS"), help_text=_("In points: -4 is four points lower."))
    executives_involved = forms.TypedChoiceField(
        label=_("Executives involved"), required=False, coerce=lambda value: value == "True", empty_value=None,
        choices=(("", _("Unknown")), ("True", _("Yes")), ("False", _("No"))),
    )  # fmt: skip
    engineering_hours = AmountField(label=_("Engineering hours"))

    def figures(self) -> BusinessFigures:
        return BusinessFigures(**{name: given for name, given in self.cleaned_data.items() if name != "since"})

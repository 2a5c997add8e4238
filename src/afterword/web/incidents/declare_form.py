"""The form that declares an incident: two fields are enough."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.incidents.actions.declare import ImpactDraft, Times
from afterword.incidents.field_rules import TO_RESOLVE, AskedField, fields_of
from afterword.incidents.models import Field, IncidentType, RequiredAt, Service, Severity
from afterword.people.models import Team, User
from afterword.web.incidents.details_forms import types_offered
from afterword.web.incidents.field_inputs import add_controls, given_in
from afterword.web.incidents.forms import LabelChoice, RowChoice, Words, text_area
from afterword.web.moments import MomentField, MomentForm
from afterword.web.people.zone_field import ZoneField

FOLDED = (
    "summary", "services", "teams", "impact", "impact_started_at", "impact_ended_at", "started_at", "detected_at",
    "is_private", "people", "shared_teams", "is_test",
)  # fmt: skip
FILLED_ANYWAY = ("commander", "zone")


def required_of(kind: IncidentType) -> list[AskedField]:
    return [each for each in fields_of(kind) if each.required_at in TO_RESOLVE]


class DeclareForm(MomentForm):
    title = Words(
        label=_("What is broken"),
        help_text=_("As a user would say it: “Checkout fails for cards”. Begin with [TEST] for practice."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    severity = LabelChoice(label=_("How bad is it"), queryset=Severity.objects.none(), widget=forms.RadioSelect)
    type = LabelChoice(
        label=_("What sort of incident"), queryset=IncidentType.objects.none(), required=False, widget=forms.RadioSelect
    )
    is_over = forms.ChoiceField(
        label=_("Is it going on"),
        required=False,
        choices=(("", _("It is going on")), ("1", _("It is already over"))),
        widget=forms.RadioSelect,
    )
    started_at = MomentField(label=_("Started"), required=False)
    resolved_at = MomentField(label=_("Resolved"), required=False, help_text=_("When it was over. Now, if left empty."))
    detected_at = MomentField(label=_("Detected"), required=False, help_text=_("When somebody or something noticed."))
    commander = RowChoice(label=_("Commander"), queryset=User.objects.none(), required=False)
    summary = forms.CharField(label=_("Summary"), required=False, widget=text_area(3))
    services = forms.ModelMultipleChoiceField(label=_("Services"), queryset=Service.objects.none(), required=False)
    teams = forms.ModelMultipleChoiceField(label=_("Teams"), queryset=Team.objects.none(), required=False)
    impact = forms.CharField(
        label=_("Impact"), required=False, widget=text_area(2), help_text=_("What users feel: who can't do what.")
    )
    impact_started_at = MomentField(label=_("Impact started"), required=False)
    impact_ended_at = MomentField(label=_("Impact ended"), required=False)
    is_private = forms.BooleanField(
        label=_("Private"), required=False, help_text=_("Only those who work on it, and those named here, can see it.")
    )
    people = forms.ModelMultipleChoiceField(
        label=_("People who may see it"), queryset=User.objects.none(), required=False
    )
    shared_teams = forms.ModelMultipleChoiceField(
        label=_("Teams that may see it"), queryset=Team.objects.none(), required=False
    )
    is_test = forms.BooleanField(
        label=_("Test or practice"), required=False, help_text=_("It never counts in any figure.")
    )
    zone = ZoneField(required=False, help_text=_("The incident's own zone, in which the times here are meant."))

    def __init__(self, *args: Any, type: IncidentType, **kwargs: Any) -> None:  # noqa: A002
        super().__init__(*args, **kwargs)
        self.type_chosen, self.asked = type, required_of(type)
        add_controls(self, self.asked, {})
        people, teams = User.objects.active(), Team.objects.offered()
        rows: dict[str, QuerySet[Any]] = {
            "severity": Severity.objects.filter(retired_at=None),
            "type": types_offered(),
            "services": Service.objects.filter(retired_at=None),
            "commander": people,
            "people": people,
            "teams": teams,
            "shared_teams": teams,
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    @property
    def is_unfolded(self) -> bool:
        """Whether something below "more" is wrong or filled in, so that it must be seen."""
        if not self.is_bound:
            return False
        is_wrong = any(name in self.errors for name in (*FOLDED, *FILLED_ANYWAY))
        return is_wrong or any(self.cleaned_data.get(name) for name in FOLDED)

    @property
    def asked_to_declare(self) -> list[BoundField]:
        return [self[each.slot] for each in self.asked if each.required_at == RequiredAt.DECLARE]

    @property
    def asked_when_over(self) -> list[BoundField]:
        """What is over already is declared and resolved in one step."""
        return [self[each.slot] for each in self.asked if each.required_at == RequiredAt.RESOLVE]

    def fields_given(self) -> dict[Field, object]:
        is_over = self.cleaned_data["is_over"] or self.cleaned_data["resolved_at"]
        asked = [each for each in self.asked if is_over or each.required_at == RequiredAt.DECLARE]
        return given_in(self, asked)

    def times(self) -> Times:
        """What was said of the six times; what is over without a time ended now."""
        given = self.cleaned_data
        is_over = bool(given["is_over"] or given["resolved_at"])
        return Times(
            started_at=given["started_at"],
            detected_at=given["detected_at"],
            resolved_at=(given["resolved_at"] or clock.now()) if is_over else None,
        )

    def impact_draft(self) -> ImpactDraft | None:
        given = self.cleaned_data
        if not given["impact"].strip():
            return None
        return ImpactDraft(given["impact"], given["impact_started_at"], given["impact_ended_at"])

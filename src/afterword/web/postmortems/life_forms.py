"""What is asked when a report takes a step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afterword.incidents.models import Incident
from afterword.people.models import Team, User
from afterword.postmortems.models import ApprovalRole
from afterword.web.day_field import DayField
from afterword.web.followups.forms import FollowUpForm
from afterword.web.incidents.forms import RowChoice, Words, text_area


class AskForm(forms.Form):
    """One field for each role."""

    message = forms.CharField(label=_("Message"), required=False, widget=text_area(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.active()
        asked = {
            role: forms.ModelMultipleChoiceField(label=label, queryset=people, required=False)
            for role, label in ApprovalRole.choices
        }
        self.fields = {**asked, **self.fields}
        self.order_fields([ApprovalRole.TECHNICAL, ApprovalRole.MANAGER, ApprovalRole.ON_CALL, ApprovalRole.AUTHOR])

    def chosen(self) -> list[tuple[User, str]]:
        return [(user, role) for role in ApprovalRole.values for user in self.cleaned_data[role]]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("As"), choices=ApprovalRole.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(value, label) for value, label in ApprovalRole.choices if value in roles]
        self.fields["role"].choices = offered  # type: ignore[attr-defined]


class ApproveForm(RoleForm):
    head = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)  # of the text that was read
    comment = forms.CharField(label=_("Comment"), required=False, widget=text_area(3))


class NoQuestionForm(forms.Form):
    """Only whether one means it."""


class ReasonForm(forms.Form):
    reason = Words(label=_("Why"), required=False, widget=text_area(3, autofocus="autofocus"))


class FactsForm(forms.Form):
    owner = RowChoice(
        label=_("Owner"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("Who sees to it that it gets done."),
    )
    team = RowChoice(label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("No team"))
    review_on = DayField(label=_("Review on"), required=False, help_text=_("When it is talked through."))
    follow_up_on = DayField(
        label=_("Follow up on"),
        required=False,
        help_text=_("When to look whether what was decided is done; 30 days after the incident, unless set."),
    )

    def __init__(self, *args: Any, kept_team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.offered(beside=[kept_team] if kept_team else [])
        self.fields["owner"].queryset = User.objects.active()  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class RevisionForm(forms.Form):
    name = Words(label=_("Name"), widget=forms.TextInput(attrs={"maxlength": 200, "autofocus": True}))


class CoverForm(forms.Form):
    incident = RowChoice(label=_("Incident"), queryset=Incident.objects.none(), to_field_name="number")

    def __init__(self, *args: Any, incidents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incident"].queryset = incidents  # type: ignore[attr-defined]


class ReportFollowUpForm(FollowUpForm):
    """Asks for the incident where the report covers several."""

    def __init__(self, *args: Any, incidents: list[Incident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(incidents) > 1:
            offered = Incident.objects.filter(pk__in=[each.pk for each in incidents]).order_by("coverage__position")
            first = incidents[0].number
            self.fields["incident"] = RowChoice(
                label=_("Incident"), queryset=offered, to_field_name="number", empty_label=None, initial=first
            )


class PolicyForm(forms.Form):
    may_publish_from_draft = forms.BooleanField(
        label=_("A draft may be published without approval"),
        required=False,
        help_text=_("Good for a small team. Without it, a report is reviewed and approved first."),
    )
    required_roles = forms.MultipleChoiceField(
        label=_("Always needed is the approval of"),
        choices=ApprovalRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them has to say yes before a report is published. None: whoever was asked."),
    )

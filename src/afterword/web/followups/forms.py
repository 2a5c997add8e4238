"""What people fill in about a follow-up."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from afterword.followups.detail_fields import DETAIL_FIELDS, DetailField, error_key
from afterword.followups.draft import FollowUpDraft
from afterword.followups.models import FollowUp, FollowUpKind, Horizon, Priority
from afterword.incidents.assignees import assignees
from afterword.incidents.models import Incident
from afterword.people.models import Team, User
from afterword.web.day_field import DayField
from afterword.web.incidents.forms import RowChoice, SinceMixin, Words, text_area
from afterword.web.incidents.tags import TagsField

COMMON = ("kind", "title", "description", "horizon", "priority", "owner", "owner_team", "due_on", "tracker_url", "tags")


@dataclass(frozen=True)
class DetailGroup:
    """The fields of one kind, shown while it is chosen."""

    kind: str
    fields: list[BoundField]


def _owners(incident: Incident | None) -> QuerySet[User]:
    return assignees(incident) if incident else User.objects.active()


class FollowUpForm(SinceMixin):
    kind = forms.ChoiceField(label=_("Kind"), choices=FollowUpKind.choices)
    title = Words(label=_("What is to be different"), widget=forms.TextInput(attrs={"autofocus": True}))
    description = forms.CharField(
        label=_("Description"), required=False, strip=False, widget=text_area(3), help_text=_("Markdown works.")
    )
    horizon = forms.ChoiceField(label=_("Horizon"), choices=Horizon.choices, widget=forms.RadioSelect)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=[("", _("As the horizon suggests")), *Priority.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("This week: P0. This month: P1. This quarter: P2."),
    )
    owner = RowChoice(label=_("Owner"), queryset=User.objects.none(), required=False, empty_label=_("No owner yet"))
    owner_team = RowChoice(label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("No team"))
    due_on = DayField(label=_("Due"), required=False, help_text=_("The end of the horizon, if left empty."))
    tracker_url = forms.CharField(
        label=_("Ticket"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
        help_text=_("Where it is tracked, such as Jira or GitHub."),
    )
    tags = TagsField(label=_("Tags"), help_text=_("With commas between them."))

    def __init__(
        self, *args: Any, followup: FollowUp | None = None, incident: Incident | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people, teams = Q(pk__in=_owners(incident).values("pk")), Q(retired_at=None)
        if followup:  # whoever it belongs to stays chosen, though gone meanwhile
            people |= Q(pk=followup.owner_id)
            teams |= Q(pk=followup.owner_team_id)
            self.fields["due_on"].help_text = ""
            self.fields["priority"].choices = Priority.choices  # type: ignore[attr-defined]
        self.fields["owner"].queryset = User.objects.filter(people)  # type: ignore[attr-defined]
        self.fields["owner_team"].queryset = Team.objects.filter(teams)  # type: ignore[attr-defined]
        for kind, details in DETAIL_FIELDS.items():
            for detail in details:
                self.fields[error_key(kind, detail.name)] = _detail_field(detail)

    @property
    def detail_groups(self) -> list[DetailGroup]:
        groups = (
            DetailGroup(str(kind), [self[error_key(kind, detail.name)] for detail in details])
            for kind, details in DETAIL_FIELDS.items()
        )
        return [group for group in groups if group.fields]

    def draft(self) -> FollowUpDraft:
        """What was filled in; fields of kinds that are not chosen are left out."""
        given = self.cleaned_data
        kind = given["kind"]
        details = {detail.name: given[error_key(kind, detail.name)] for detail in DETAIL_FIELDS[kind]}
        common = {name: given[name] for name in COMMON if name != "tags"}
        return FollowUpDraft(**common, details=details, tags=tuple(given["tags"]))


def initial_of(followup: FollowUp) -> dict[str, Any]:
    initial = {name: getattr(followup, name) for name in COMMON if name != "tags"}
    initial |= {"owner": followup.owner_id, "owner_team": followup.owner_team_id}
    initial |= {error_key(followup.kind, name): text for name, text in followup.details.items()}
    return {**initial, "tags": ", ".join(tag.name for tag in followup.tags.all())}


def _detail_field(detail: DetailField) -> forms.CharField:
    if detail.is_address:
        widget: forms.Widget = forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"})
    else:
        widget = forms.TextInput() if detail.is_line else text_area(2)
    return forms.CharField(label=str(detail.label), required=False, strip=False, widget=widget)


class ReasonForm(forms.Form):
    reason = Words(label=_("Because"), widget=text_area(3, autofocus="autofocus"))

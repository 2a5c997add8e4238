"""What people fill in about an incident. Forms read; the verbs judge, and their refusals come back to the fields."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.incidents.catalog import OPEN_CATEGORIES
from afterword.incidents.models import Incident, Outcome, Role, Service, Severity, Status
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from afterword.web.moments import MomentField, MomentForm

_REFERENCE = re.compile(r"(?:INC-|#)?(\d{1,9})", re.IGNORECASE)
DUE_CHOICES = (
    ("", _("Not promised")),
    ("15", _("In 15 minutes")),
    ("30", _("In 30 minutes")),
    ("60", _("In 1 hour")),
    ("120", _("In 2 hours")),
    ("240", _("In 4 hours")),
    ("1440", _("Tomorrow at this time")),
)

# Merging moves the timeline too and has a form of its own.
ENDINGS = [choice for choice in Outcome.choices if choice[0] != Outcome.MERGED]


class RowChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no [] here
    """One row of a list; anything that is none is answered in the same words."""

    default_error_messages: ClassVar = {
        "required": _("Choose one of the list."),
        "invalid_choice": _("This is not in the list. Choose one that is."),
    }

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError as wrong:  # of the key, which says that it is no UUID
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from wrong


class LabelChoice(RowChoice):
    """Rows of the catalog, by their name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class Words(forms.CharField):
    """Text that must not be empty. The verb says so, in the same sentence through every door."""

    def validate(self, value: Any) -> None:
        """Left to the verb."""


def text_area(rows: int = 3, **attributes: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attributes})


class SinceMixin(forms.Form):
    """Remembers the newest entry that the writer has seen, so that two writers notice each other."""

    since = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class TitleForm(SinceMixin):
    title = Words(label=_("Title"), widget=forms.TextInput(attrs={"autofocus": True}))


class SeverityForm(MomentForm):
    severity = LabelChoice(label=_("Severity"), queryset=Severity.objects.none(), widget=forms.RadioSelect)
    at = MomentField(label=_("Since"), required=False, help_text=_("Now, if left empty."))
    reason = forms.CharField(label=_("Why"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["severity"].queryset = Severity.objects.filter(retired_at=None)  # type: ignore[attr-defined]


class StatusForm(MomentForm):
    status = LabelChoice(label=_("Status"), queryset=Status.objects.none(), widget=forms.RadioSelect)
    at = MomentField(label=_("Since"), required=False, help_text=_("Now, if left empty."))
    reason = forms.CharField(label=_("Why"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].queryset = open_statuses()  # type: ignore[attr-defined]

    @property
    def statuses(self) -> QuerySet[Status]:
        return open_statuses()


def open_statuses() -> QuerySet[Status]:
    return Status.objects.filter(retired_at=None, category__in=OPEN_CATEGORIES)


class AcknowledgeForm(MomentForm):
    at = MomentField(label=_("When"), required=False, help_text=_("Now, if left empty."))


class UpdateForm(MomentForm):
    message = Words(
        label=_("What people should know now"),
        widget=text_area(4, autofocus="autofocus"),
        help_text=_("What users notice, what is being done, when it gets better. It stands at the top of the page."),
    )
    status = LabelChoice(label=_("Status"), queryset=Status.objects.none(), required=False, empty_label=None)
    severity = LabelChoice(label=_("Severity"), queryset=Severity.objects.none(), required=False, empty_label=None)
    due_in = forms.ChoiceField(label=_("Next update"), choices=DUE_CHOICES, required=False)

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["severity"].queryset = Severity.objects.filter(retired_at=None)  # type: ignore[attr-defined]
        self.fields["status"].queryset = open_statuses()  # type: ignore[attr-defined]
        if not incident.is_open:
            del self.fields["status"]


class ResolveForm(MomentForm):
    outcome = forms.ChoiceField(label=_("How it ended"), choices=ENDINGS, widget=forms.RadioSelect)
    duplicate_of = forms.CharField(
        label=_("Duplicate of"), required=False, widget=forms.TextInput(attrs={"placeholder": "INC-"})
    )
    at = MomentField(label=_("Resolved"), required=False, help_text=_("Now, if left empty."))
    impact_ended_at = MomentField(
        label=_("Impact ended"),
        required=False,
        help_text=_("When users no longer felt it. The same time, if left empty."),
    )
    reason = forms.CharField(label=_("Why"), required=False)

    def __init__(self, *args: Any, actor: Actor, has_running_impact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        if not has_running_impact:
            del self.fields["impact_ended_at"]

    def clean_duplicate_of(self) -> Incident | None:
        text = self.cleaned_data["duplicate_of"].strip()
        if self.cleaned_data.get("outcome") != Outcome.DUPLICATE or not text:
            return None
        return incident_named(self.actor, text)


def incident_named(actor: Actor, text: str) -> Incident:
    """The visible incident that people call INC-142, #142 or 142; ValidationError when there is none."""
    found = _REFERENCE.fullmatch(text)
    incident = Incident.objects.visible_to(actor).filter(number=int(found[1])).first() if found else None
    if incident is None:
        raise forms.ValidationError(gettext("There is no incident “%(text)s” that you can see.") % {"text": text[:40]})
    return incident


class BecauseForm(forms.Form):
    because = Words(
        label=_("Because"), widget=text_area(3, autofocus="autofocus"),
        help_text=_("One sentence that will still convince you in half a year."),
    )  # fmt: skip


class RoleForm(forms.Form):
    role = LabelChoice(label=_("Role"), queryset=Role.objects.none(), empty_label=None)
    person = RowChoice(label=_("Person"), queryset=User.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = Role.objects.filter(retired_at=None)  # type: ignore[attr-defined]
        self.fields["person"].queryset = User.objects.active()  # type: ignore[attr-defined]


class EndForm(MomentForm):
    at = MomentField(label=_("Ended"), required=False, help_text=_("Now, if left empty."))


class TimestampForm(MomentForm):
    at = MomentField(label=_("When"), required=False)
    reason = forms.CharField(label=_("How do we know"), required=False, help_text=_("Kept with the change."))


class ServicesForm(forms.Form):
    services = forms.ModelMultipleChoiceField(
        label=_("Services"), queryset=Service.objects.none(), required=False, widget=forms.SelectMultiple
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = services_for(incident.services.all())  # type: ignore[attr-defined]


def services_for(kept: QuerySet[Service]) -> QuerySet[Service]:
    """What may be chosen: every service that is not retired, and those that are named already."""
    return Service.objects.filter(Q(retired_at=None) | Q(pk__in=kept.values("pk")))


class TeamsForm(forms.Form):
    teams = forms.ModelMultipleChoiceField(label=_("Teams"), queryset=Team.objects.none(), required=False)

    def __init__(self, *args: Any, beside: Iterable[Team] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = Team.objects.offered(beside=beside)  # type: ignore[attr-defined]


class PrivacyForm(forms.Form):
    is_private = forms.BooleanField(
        label=_("Private"), required=False,
        help_text=_("Only those who work on it, and the people and teams below, can see it. Administrators can't."),
    )  # fmt: skip
    people = forms.ModelMultipleChoiceField(label=_("People"), queryset=User.objects.none(), required=False)
    teams = forms.ModelMultipleChoiceField(label=_("Teams"), queryset=Team.objects.none(), required=False)

    def __init__(self, *args: Any, beside: Iterable[Team] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = User.objects.active()  # type: ignore[attr-defined]
        self.fields["teams"].queryset = Team.objects.offered(beside=beside)  # type: ignore[attr-defined]

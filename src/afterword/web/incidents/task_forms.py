"""What people fill in about tasks and documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afterword.incidents.assignees import assignees
from afterword.incidents.models import Incident, LinkKind
from afterword.people.models import User
from afterword.web.day_field import DayField
from afterword.web.incidents.forms import RowChoice, SinceMixin, Words


class TaskForm(SinceMixin):
    title = Words(label=_("What is to be done"), widget=forms.TextInput(attrs={"autofocus": True, "maxlength": 300}))
    assignee = RowChoice(
        label=_("Who does it"), queryset=User.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    due_on = DayField(label=_("Due"), required=False)

    def __init__(self, *args: Any, incident: Incident, current: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = assignees(incident)
        if current:  # somebody whose account has ended meanwhile stays chosen until another is
            people = people | User.objects.filter(pk=current.pk)
        self.fields["assignee"].queryset = people  # type: ignore[attr-defined]


class DocumentForm(SinceMixin):
    url = Words(label=_("Address"), widget=forms.TextInput(attrs={"inputmode": "url", "autofocus": True}))
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Tell it from the address")), *LinkKind.choices], required=False
    )

"""Forms for the groups of an incident's fields, and for its type."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.incidents.field_rules import AskedField
from afterword.incidents.field_values import Values
from afterword.incidents.models import Field, FieldGroup, Incident, IncidentType
from afterword.web.incidents.field_inputs import SeenField, add_controls, given_in, is_untouched
from afterword.web.incidents.forms import LabelChoice, SinceMixin, text_area


def types_offered() -> QuerySet[IncidentType]:
    return IncidentType.objects.filter(retired_at=None)


def words_name(group: FieldGroup) -> str:
    """The text of the incident that belongs to the group, if one does."""
    return {FieldGroup.WHAT: "summary", FieldGroup.WHY: "root_cause"}.get(group, "")


def own_words(group: FieldGroup) -> str:
    if group == FieldGroup.WHAT:
        return gettext("Summary")
    return gettext("Root cause and contributing factors")


class DetailsForm(SinceMixin):
    text = forms.CharField(required=False, strip=False, widget=text_area(6, autofocus="autofocus"))
    seen = SeenField()

    def __init__(
        self, data: Any, *, incident: Incident, group: FieldGroup, asked: Sequence[AskedField], values: Values
    ) -> None:
        super().__init__(data, initial={"since": incident.timeline_head})
        self.group, self.asked = group, asked
        self._name_the_text(incident)
        add_controls(self, asked, values)
        self.initial["seen"] = SeenField.remember(
            {name: self.initial.get(name) for name in self.fields if name not in ("since", "seen")}
        )

    def _name_the_text(self, incident: Incident) -> None:
        name = words_name(self.group)
        if not name:
            del self.fields["text"]
            return
        self.initial["text"] = getattr(incident, name)
        self.fields["text"].label = own_words(self.group)
        self.fields["text"].help_text = (
            gettext("What happened and to whom, in a few sentences. Markdown works.")
            if self.group == FieldGroup.WHAT
            else gettext("As far as they are known: what, never who. Markdown works.")
        )

    def changed_text(self) -> str | None:
        """The new text; None where it was left as it was shown."""
        typed = self.cleaned_data.get("text")
        return None if typed is None or is_untouched(self.cleaned_data["seen"], "text", typed) else str(typed)

    def changed_fields(self) -> dict[Field, object]:
        seen, given = self.cleaned_data["seen"], given_in(self, self.asked)
        slots = {each.field: each.slot for each in self.asked}
        return {field: typed for field, typed in given.items() if not is_untouched(seen, slots[field], typed)}


class TypeForm(forms.Form):
    type = LabelChoice(label=_("Type"), queryset=IncidentType.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].queryset = types_offered()  # type: ignore[attr-defined]

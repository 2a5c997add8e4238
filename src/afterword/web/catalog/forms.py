"""What administrators fill in about the rows of the catalog. The verbs judge; refusals come back to the fields."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from afterword.incidents.catalog import SEVERITY_TOKENS, Category, Listed, PostmortemRule
from afterword.incidents.models import FieldGroup, FieldKind, RequiredAt
from afterword.postmortems.template_files import templates
from afterword.web.incidents.forms import Words, text_area

OUR_WORDS = ("name", "guidance", "duty", "help_text")  # which may be ours, then shown in the reader's language


class CatalogForm(forms.Form):
    """The name of a row, and how it was when the form was opened, so that two writers notice each other."""

    name = Words(label=_("Name"), widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    fixed: ClassVar[tuple[str, ...]] = ()  # chosen once, when the row is made

    def __init__(self, *args: Any, row: Listed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row is None:
            del self.fields["seen"]
            return
        for name in self.fixed:
            del self.fields[name]
        for name in self.fields.keys() - {"seen"}:
            value = getattr(row, name)
            self.initial[name] = gettext(value) if name in OUR_WORDS and value else value

    def wish(self, row: Listed | None = None) -> dict[str, Any]:
        """What the verb is asked for. Our own words, read in the reader's language and not touched, stay ours."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        for name in OUR_WORDS:
            if row and name in given and given[name] == self.initial.get(name):
                given[name] = getattr(row, name)
        return given


class GuidedForm(CatalogForm):
    guidance = forms.CharField(
        label=_("When to choose it"),
        required=False,
        widget=text_area(3),
        help_text=_("Shown beside the name wherever one chooses. One sentence is enough."),
    )


class SeverityForm(GuidedForm):
    """The colours are shown in place (catalog/severity.html)."""

    token = forms.ChoiceField(
        label=_("Colour and shape"),
        choices=[(token, token) for token in SEVERITY_TOKENS],
        initial="sev-2",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the colours."), "invalid_choice": _("Choose one of the colours.")},
    )
    requires_postmortem = forms.BooleanField(label=_("A postmortem is required"), required=False)
    postmortem_due_days = forms.IntegerField(
        label=_("Due within how many working days"),
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 90}),
        help_text=_("Counted from the resolution. Leave it empty for no deadline."),
        error_messages={"invalid": _("Write a whole number of days.")},
    )

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row and row.is_unknown:
            for name in ("token", "requires_postmortem", "postmortem_due_days"):
                del self.fields[name]


class StatusForm(GuidedForm):
    category = forms.ChoiceField(
        label=_("What it means"),
        choices=Category.choices,
        initial=Category.ACTIVE,
        widget=forms.RadioSelect,
        help_text=_("Figures and the next step go by this. It is chosen once and stays."),
    )
    fixed = ("category",)
    field_order = ("name", "category", "guidance")


class RoleForm(CatalogForm):
    duty = forms.CharField(label=_("What they do"), required=False, help_text=_("Shown when the role is assigned."))


class ExperienceForm(GuidedForm):
    is_downtime = forms.BooleanField(
        label=_("Counts as downtime"),
        required=False,
        initial=True,
        help_text=_("For new impacts; each impact can say otherwise. Impacts that are there keep what they say."),
    )


class TypeForm(GuidedForm):
    postmortem_rule = forms.ChoiceField(
        label=_("Postmortem"), choices=PostmortemRule.choices, initial=PostmortemRule.BY_SEVERITY
    )
    template = forms.ChoiceField(
        label=_("Template"), required=False, help_text=_("What a postmortem of this type starts from.")
    )
    is_private = forms.BooleanField(
        label=_("Private from the start"),
        required=False,
        help_text=_("Only those who work on it, and those it is shared with, see it. For incidents from now on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(each.key, each.name) for each in templates(get_language() or "en")]
        chosen = self.initial.get("template")
        gone = [(chosen, chosen)] if chosen and chosen not in dict(found) else []
        self.fields["template"].choices = [("", _("The writer chooses")), *found, *gone]  # type: ignore[attr-defined]


class FieldForm(CatalogForm):
    help_text = forms.CharField(label=_("Help"), required=False, help_text=_("Shown below the field."))
    kind = forms.ChoiceField(label=_("Kind"), choices=FieldKind.choices)
    group = forms.ChoiceField(label=_("Shown under"), choices=FieldGroup.choices, initial=FieldGroup.OTHER)
    required_at = forms.ChoiceField(
        label=_("Required"),
        choices=RequiredAt.choices,
        required=False,
        help_text=_("On every type. A type of incident can ask for it more strictly."),
    )
    is_for_all = forms.BooleanField(
        label=_("On every type of incident"),
        required=False,
        initial=True,
        help_text=_("Without the tick it is asked for only on the types that name it."),
    )


class ChoiceForm(CatalogForm):
    pass


class TaskForm(forms.Form):
    text = Words(label=_("Task"), widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}))

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from afterword.incidents.models import TITLE_LENGTH
from afterword.postmortems.models import TimelineChoice
from afterword.postmortems.template_files import templates
from afterword.web.people.zone_field import ZoneField
from afterword.web.postmortems.template_choice import TemplateChoiceForm


class StartForm(TemplateChoiceForm):
    """What to ask before the draft is written. Every field has a good answer already. Each template is explained in
    place (postmortems/start.html)."""

    choice = forms.ChoiceField(
        label=_("Timeline"),
        choices=TimelineChoice.choices,
        initial=TimelineChoice.IMPORTANT,
        widget=forms.RadioSelect,
    )
    zone = ZoneField(help_text=_("All times in the report are told in this zone."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    further = forms.MultipleChoiceField(
        label=_("Further incidents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One report can tell several incidents that belong together, up to ten."),
    )

    def __init__(self, *args: Any, language: str, further: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, templates=templates(language), **kwargs)
        self.fields["further"].choices = further  # type: ignore[attr-defined]


class TitleForm(forms.Form):
    # The verb checks the length, so that the sentence is the same through every door.
    title = forms.CharField(label=_("Title"), widget=forms.TextInput(attrs={"maxlength": TITLE_LENGTH}))

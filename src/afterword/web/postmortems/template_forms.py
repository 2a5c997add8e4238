"""What is asked of somebody who writes a template."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from afterword.web.incidents.forms import text_area


class TemplateForm(forms.Form):
    key = forms.SlugField(
        label=_("Key"), max_length=60, help_text=_("Small letters, digits and hyphens. It names the template for good.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(label=_("Text"), strip=False, widget=text_area(24, spellcheck="false"))

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["key"], self.fields["language"]


class UploadForm(forms.Form):
    file = forms.FileField(label=_("Markdown file"), help_text=_("A template of your own or of others, at most 1 MB."))

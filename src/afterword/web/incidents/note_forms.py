"""What people fill in to write a note, to quote somebody, and to edit either."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afterword.incidents.actions.note_words import AUTHOR_LENGTH
from afterword.web.incidents.forms import SinceMixin, Words, text_area
from afterword.web.moments import MomentField, MomentForm

_AUTHOR = {"maxlength": str(AUTHOR_LENGTH), "autocomplete": "off"}


class NoteForm(MomentForm):
    text = forms.CharField(label=_("Note"), required=False, strip=False, widget=text_area(2))
    author = forms.CharField(label=_("Who said it"), required=False, widget=forms.TextInput(attrs=_AUTHOR))
    link = forms.CharField(
        label=_("Where"), required=False, widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"})
    )
    occurred_at = MomentField(label=_("When it happened"), required=False, help_text=_("Now, if left empty."))
    is_important = forms.BooleanField(label=_("Important"), required=False)


class NoteEditForm(SinceMixin, MomentForm):
    text = Words(
        label=_("Note"), strip=False, widget=text_area(6, autofocus="autofocus"),
        help_text=_("Markdown works. What it said before is kept."),
    )  # fmt: skip
    author = forms.CharField(label=_("Who said it"), required=False, widget=forms.TextInput(attrs=_AUTHOR))
    link = forms.CharField(label=_("Where"), required=False, widget=forms.TextInput(attrs={"inputmode": "url"}))
    occurred_at = MomentField(label=_("When it happened"), required=False)

    def __init__(self, *args: Any, is_quote: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_quote:
            del self.fields["author"], self.fields["link"]

"""A day in a form, with the likely ones a press away where scripts run."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    template_name = "web/day_input.html"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class DayField(forms.DateField):
    """A day, or none."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        unreadable = {"invalid": _("Write the day like 2026-03-02.")}
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=unreadable, **kwargs)

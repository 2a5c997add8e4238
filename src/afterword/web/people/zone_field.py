"""Choosing a time zone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afterword.people.zones import zone_names


def zone_choices() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in zone_names()]


class ZoneField(forms.ChoiceField):
    """All zones of the IANA database; templates put it into <zone-guess><combo-box>."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=zone_choices, **{"label": _("Time zone"), "initial": "UTC", **options})

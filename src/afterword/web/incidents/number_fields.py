"""Numbers as people type them: with thousands apart, with a percent sign."""

import re
from typing import Any

from django import forms

_APART = re.compile(r"(?<=\d)[ ,_'\u00a0\u2009\u202f](?=\d{3}(?:\D|$))")


def plain(value: Any) -> Any:
    """12,400 and 12 400 as 12400, 3.2 % as 3.2."""
    return _APART.sub("", value.strip().removesuffix("%").strip()) if isinstance(value, str) else value


class CountField(forms.IntegerField):
    widget = forms.TextInput

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.widget.attrs.update(inputmode="numeric", autocomplete="off")

    def to_python(self, value: Any) -> int | None:
        return super().to_python(plain(value))


class AmountField(forms.DecimalField):
    widget = forms.TextInput

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain(value))

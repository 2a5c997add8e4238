"""What is asked when a key metric is corrected; which fields there are depends on what the metric is."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afterword.incidents.models import Severity
from afterword.postmortems.key_metrics import KeyMetric, MetricKind
from afterword.postmortems.metric_values import Given
from afterword.web.incidents.forms import RowChoice, Words, text_area
from afterword.web.moments import MomentField, MomentForm

UNITS = (("hours", 3600), ("minutes", 60), ("seconds", 1))


class MetricForm(MomentForm):
    """The value, and why it is another one than was computed."""

    reason = Words(label=_("Why"), widget=text_area(3), help_text=_("Readers of the report see it beside the value."))

    def __init__(self, data: Any, *, metric: KeyMetric, zone: str) -> None:
        reason = metric.adjustment.reason if metric.adjustment else ""
        super().__init__(data, initial={**_initial(metric), "reason": reason})
        self.kind = metric.kind
        self.fields = {**_fields(metric.kind, zone), **self.fields}

    @property
    def first_field(self) -> str:
        """Where a refusal of the value is shown."""
        return next(iter(self.fields))

    def value(self) -> Given:
        given = self.cleaned_data
        if self.kind != MetricKind.DURATION:
            value: Given = given["value"]
            return value
        return sum((given[name] or 0) * seconds for name, seconds in UNITS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.kind == MetricKind.DURATION and not self.errors and all(cleaned[name] is None for name, _s in UNITS):
            self.add_error("hours", _("Say how long."))
        return cleaned


def _fields(kind: MetricKind, zone: str) -> Mapping[str, forms.Field]:
    match kind:
        case MetricKind.SEVERITY:
            return {"value": RowChoice(label=_("Value"), queryset=Severity.objects.filter(retired_at=None))}
        case MetricKind.MOMENT:
            moment = MomentField(label=_("Value"))
            moment.widget.fixed_zone = zone
            return {"value": moment}
        case MetricKind.DURATION:
            labels = {"hours": _("Hours"), "minutes": _("Minutes"), "seconds": _("Seconds")}
            return {
                name: forms.IntegerField(label=label, required=False, min_value=0) for name, label in labels.items()
            }
        case MetricKind.NUMBER:
            return {"value": forms.IntegerField(label=_("Value"), min_value=0)}
        case MetricKind.PERCENT:
            return {"value": forms.DecimalField(label=_("Value in percent"))}
        case MetricKind.MONEY:
            help_text = _("An amount and its currency, such as 12000 EUR.")
            return {"value": forms.CharField(label=_("Value"), help_text=help_text)}
        case MetricKind.WORDS:
            return {"value": forms.CharField(label=_("Value"))}


def _initial(metric: KeyMetric) -> dict[str, Any]:
    value = metric.value
    if metric.kind == MetricKind.DURATION and isinstance(value, int):
        parts, left = {}, value
        for name, seconds in UNITS:
            parts[name], left = divmod(left, seconds)
        return parts
    if isinstance(value, Decimal):
        return {"value": f"{value.normalize():f}"}
    return {"value": value if isinstance(value, Severity | datetime | int) else value or ""}

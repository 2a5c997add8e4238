"""A point in time in a form: the clock time, the zone it is meant in, and which of two equal hours it is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.people.zones import zone_names
from afterword.web.formats import zone_name

FIRST, SECOND = "0", "1"
Typed = tuple[str, str, str]  # local time, zone, which of two


def is_ambiguous(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone show this time twice, as in the night when summer time ends."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset() and _exists(first) and _exists(second)


def _exists(moment: datetime) -> bool:
    back = datetime.fromtimestamp(moment.timestamp(), moment.tzinfo)
    return back.replace(tzinfo=None, fold=0) == moment.replace(tzinfo=None, fold=0)


def moment_of(typed: Typed) -> datetime | None:
    """What was typed as a moment in UTC; None for nothing. ValidationError says in words what is wrong."""
    text, zone_key, fold = (part.strip() for part in typed)
    if not text:
        return None
    zone, local = _zone(zone_key), _local(text)
    moment = local.replace(tzinfo=zone, fold=1 if fold == SECOND else 0)
    if not _exists(moment):
        problem = _("Clocks in %(zone)s skip %(time)s on that day. Choose a time before or after the gap.")
        raise forms.ValidationError(problem % {"zone": zone_key, "time": f"{local:%H:%M}"}, code="skipped")
    if is_ambiguous(local, zone) and fold not in (FIRST, SECOND):
        problem = _("Clocks in %(zone)s show %(time)s twice on that day. Say which one you mean.")
        raise forms.ValidationError(problem % {"zone": zone_key, "time": f"{local:%H:%M}"}, code="ambiguous")
    return moment.astimezone(UTC)  # two times of one zone compare by their clocks, whichever of the two hours it is


def _zone(key: str) -> ZoneInfo:
    if key not in zone_names():
        raise forms.ValidationError(_("“%(zone)s” is not a time zone.") % {"zone": key}, code="zone")
    return ZoneInfo(key)


def _local(text: str) -> datetime:
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        local = None
    if local is None or local.tzinfo or not clock.is_showable(local):
        raise forms.ValidationError(_("Write the time like 2026-03-02 14:05."), code="unreadable")
    return local


class MomentInput(forms.Widget):
    """Three controls under one name: `at`, `at_zone`, and `at_fold` where the hour comes twice."""

    template_name = "web/moment_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.zones: Sequence[str] = ()
        self.fixed_zone = ""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> Typed:  # noqa: ARG002
        zone = self.fixed_zone or data.get(f"{name}_zone") or timezone.get_current_timezone_name()
        return (data.get(name) or "", zone, data.get(f"{name}_fold") or "")

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:  # noqa: ARG002
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        text, zone, fold = value if isinstance(value, tuple) else self._typed(value)
        described = {"text": text, "fold": fold, "zone": zone, "zones": self._offered(zone)}
        context["widget"] |= described | {"is_fixed": bool(self.fixed_zone), "folds": _folds(text, zone)}
        context["widget"]["has_seconds"] = len(text) > len("2026-03-02T14:05")
        return context

    def _typed(self, moment: datetime | None) -> Typed:
        zone = self.fixed_zone or timezone.get_current_timezone_name()
        if moment is None:
            return "", zone, ""
        local = moment.astimezone(ZoneInfo(zone)).replace(microsecond=0)
        text = local.replace(tzinfo=None).isoformat(timespec="seconds" if local.second else "minutes")
        return text, zone, str(local.fold)

    def _offered(self, chosen: str) -> list[str]:
        return list(dict.fromkeys(zone for zone in (chosen, *self.zones, "UTC") if zone))


def _folds(text: str, zone: str) -> list[tuple[str, str, str]]:
    """The two hours to choose from; none where the time is clear or can't be read."""
    try:
        local, info = _local(text), _zone(zone)
    except forms.ValidationError:
        return []
    if not is_ambiguous(local, info):
        return []
    names = [zone_name(local.replace(tzinfo=info, fold=fold)) for fold in (0, 1)]
    shown = f"{local:%H:%M}"
    return [
        (FIRST, _("first %(time)s (%(zone)s)") % {"time": shown, "zone": names[0]}, names[0]),
        (SECOND, _("second %(time)s (%(zone)s)") % {"time": shown, "zone": names[1]}, names[1]),
    ]


class MomentField(forms.Field):
    """A datetime with its zone, or None; seconds and less of a time that was not touched are kept by MomentForm."""

    widget = MomentInput

    def clean(self, value: Typed | None) -> datetime | None:
        moment = moment_of(value or ("", "UTC", ""))
        if moment is None and self.required:
            raise forms.ValidationError(_("Say when."), code="required")
        return moment

    def has_changed(self, initial: datetime | None, data: Typed | None) -> bool:
        try:
            return moment_of(data or ("", "UTC", "")) != (initial and initial.replace(microsecond=0))
        except forms.ValidationError:
            return True


class MomentForm(forms.Form):
    """A form with times. `zones` are offered beside the page's own; `fixed_zone` leaves no choice."""

    def __init__(self, *args: Any, zones: Sequence[str] = (), fixed_zone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, MomentInput):
                field.widget.zones = (timezone.get_current_timezone_name(), *zones)
                field.widget.fixed_zone = fixed_zone

    def clean(self) -> dict[str, Any]:
        """A time that was shown and sent back unchanged stays exactly what it was."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            shown = self.get_initial_for_field(field, name) if isinstance(field, MomentField) else None
            given = cleaned.get(name)
            if shown and given and abs(shown - given) < timedelta(seconds=1):
                cleaned[name] = shown
        return cleaned

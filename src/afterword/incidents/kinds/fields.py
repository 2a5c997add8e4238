"""What was filled in, and which sort of incident it is."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from afterword.timeline.registry import Label, kind

SHOWN = 60  # characters of a text; the page has the rest


@dataclass(frozen=True)
class FieldChange:
    """One field, in the words of that time; several choices stand between semicolons."""

    field: Label
    of: str  # the field's kind
    before: str
    after: str

    def words(self) -> str:
        known = {"field": _(self.field.name), "before": self._shown(self.before), "after": self._shown(self.after)}
        if not self.before:
            return _("%(field)s: %(after)s") % known
        if not self.after:
            return _("%(field)s: cleared, was %(before)s") % known
        return _("%(field)s: %(before)s → %(after)s") % known

    def _shown(self, text: str) -> str:
        if self.of in ("choice", "choices"):
            names = [_(name) for name in text.split("; ") if name]
            return pgettext("between two names in a row", ", ").join(names)
        if self.of == "date" and text:
            day = date.fromisoformat(text)
            return date_format(day, pgettext("date format: day and year", "j M Y"))
        line = " ".join(text.split())
        return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()}…"


@kind("incident.fields_changed")
@dataclass(frozen=True)
class FieldsChanged:
    changes: tuple[FieldChange, ...]

    def sentence(self) -> str:
        words = pgettext("between two changes in a row", "; ").join(each.words() for each in self.changes)
        return _("filled in %(words)s") % {"words": words}


@kind("incident.type_changed")
@dataclass(frozen=True)
class TypeChanged:
    before: Label
    after: Label

    def sentence(self) -> str:
        known = {"before": _(self.before.name), "after": _(self.after.name)}
        return _("changed the type from %(before)s to %(after)s") % known

"""Filters as query parameters say them, read one by one; what is wrong is collected and told together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.filter_params import ME, MOST_VALUES, span_of
from afterword.incidents.validation import clean_text
from afterword.people.models import User


class Given:
    """The parameters, read one by one; what is wrong is collected."""

    def __init__(self, params: Mapping[str, Sequence[str]]) -> None:
        self.params = params
        self.problems: dict[str, str] = {}

    def many(self, name: str) -> list[str]:
        given = self.params.get(name, ())
        values = list(dict.fromkeys(text for value in given if (text := clean_text(value))))
        if len(given) > MOST_VALUES:
            self.problems[name] = _("At most %(most)s values at once.") % {"most": MOST_VALUES}
        return values[:MOST_VALUES]

    def among(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        by_lower = {value.lower(): value for value in known}
        return tuple(self._known(name, value, by_lower, known) for value in self.many(name))

    def one(self, name: str, known: Sequence[str]) -> str:
        values = self.among(name, known)
        return values[0] if values else ""

    def span(self, name: str) -> tuple[datetime, datetime] | None:
        """From when until when a day of the page's zone lasts, or a moment."""
        values = self.many(name)
        try:
            return span_of(values[0]) if values else None
        except Invalid as problem:
            self.problems[name] = problem.message
            return None

    def rows(
        self, name: str, model: type[models.Model], column: str, values: list[str], me: User | None = None
    ) -> tuple[UUID, ...]:
        return tuple(key for value in values if (key := self._key(name, model, column, value, me)))

    def _key(self, name: str, model: type[models.Model], column: str, value: str, me: User | None) -> UUID | None:
        if me and value == ME:
            return me.pk
        by_key = _uuid(value)
        found = Q(pk=by_key) if by_key else Q(**{f"{column}__iexact": value})
        key: UUID | None = model._default_manager.filter(found).values_list("pk", flat=True).first()
        if key is None:
            self.problems[name] = _("There is no “%(value)s” here.") % {"value": value[:80]}
        return key

    def _known(self, name: str, value: str, by_lower: Mapping[str, str], known: Sequence[str]) -> str:
        if value.lower() not in by_lower:
            words = _("“%(value)s” is not one of: %(known)s.")
            self.problems[name] = words % {"value": value[:80], "known": ", ".join(known)}
        return by_lower.get(value.lower(), known[0])


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None

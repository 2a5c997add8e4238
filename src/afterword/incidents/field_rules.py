"""Which fields an incident has, by its type, and which of them must not stay empty."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.models import Field, FieldGroup, Incident, IncidentType, Outcome, RequiredAt

STRICTEST_FIRST = (RequiredAt.DECLARE, RequiredAt.RESOLVE, RequiredAt.NEVER)
TO_DECLARE = frozenset({RequiredAt.DECLARE})
TO_RESOLVE = frozenset({RequiredAt.DECLARE, RequiredAt.RESOLVE})
NOTHING: frozenset[RequiredAt] = frozenset()


@dataclass(frozen=True)
class AskedField:
    """A field as one incident has it. What is not asked is shown only because it was filled in once."""

    field: Field
    required_at: RequiredAt
    is_asked: bool
    position: int  # within its group

    @property
    def slot(self) -> str:
        return slot_of(self.field)


class OwnUse(NamedTuple):
    """How the type by itself asks for a field; one that it does not ask for has no position."""

    required_at: str
    position: int | None


def slot_of(field: Field) -> str:
    """What forms and refusals call the field, so that the words stand beside it."""
    return f"field-{field.key or field.pk.hex}"


def fields_of(kind: IncidentType | UUID, *, filled: Collection[UUID] = ()) -> list[AskedField]:
    """What an incident of this type is asked, in order, and those among the `filled` that it no longer is.

    Fields of every type come first in their group, those of this type after them. One statement.
    """
    key = kind if isinstance(kind, UUID) else kind.pk
    found = Field.objects.alias(own=FilteredRelation("uses", condition=Q(uses__type=key))).annotate(
        own_required_at=F("own__required_at"), own_position=F("own__position")
    )
    asked = Q(retired_at=None) & (Q(is_for_all=True) | Q(own__type=key))
    rows = found.filter(asked | Q(pk__in=filled))
    return sorted((_as_asked(row, OwnUse(row.own_required_at or "", row.own_position)) for row in rows), key=_place)


def _as_asked(field: Field, own: OwnUse) -> AskedField:
    is_asked = field.retired_at is None and (field.is_for_all or own.position is not None)
    strictest = next(each for each in STRICTEST_FIRST if each in (field.required_at, own.required_at))
    position = field.position if field.is_for_all or own.position is None else own.position
    return AskedField(field, strictest if is_asked else RequiredAt.NEVER, is_asked, position)


def _place(asked: AskedField) -> tuple[int, bool, bool, int, str]:
    field = asked.field
    return FieldGroup.values.index(field.group), not asked.is_asked, not field.is_for_all, asked.position, field.name


def required_now(incident: Incident) -> frozenset[RequiredAt]:
    """What may no longer be emptied: what it took to declare, and once it is over what it took to resolve."""
    return TO_DECLARE if incident.is_open or incident.outcome != Outcome.RESOLVED else TO_RESOLVE


def gaps_in(
    asked: Collection[AskedField], filled: Collection[UUID], required: Collection[RequiredAt]
) -> list[AskedField]:
    """Those that must be filled in by now and are not."""
    return [each for each in asked if each.required_at in required and each.field.pk not in filled]


def refuse_gaps(gaps: Collection[AskedField]) -> None:
    """Raise Invalid that names every field that is missing."""
    if gaps:
        raise Invalid({each.slot: missing_words(each.field) for each in gaps}, code="fields_missing")


def missing_words(field: Field) -> str:
    return _("%(field)s is needed. Say what is known now; it can be corrected later.") % {"field": field.label}


def by_any_name(asked: Collection[AskedField], given: Mapping[str, object]) -> dict[Field, object]:
    """The fields that a program calls by key, name or id, with what it says; Invalid for a name that is none."""
    known = {name: each.field for each in asked for name in _names_of(each.field)}
    strangers = [name for name in given if name.strip().lower() not in known]
    if strangers:
        names = ", ".join(each.field.key or each.field.name for each in asked)
        words = _("There is no field “%(name)s” here. Known are: %(known)s.") if names else _("There is no such field.")
        raise Invalid({"fields": words % {"name": strangers[0][:80], "known": names}})
    return {known[name.strip().lower()]: value for name, value in given.items()}


def _names_of(field: Field) -> list[str]:
    return [name.lower() for name in (str(field.pk), field.name, field.label, field.key) if name]

"""What an organisation asks about an incident, as programs say it and are told: by key or name, or by id."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field as InputField

from afterword.api.v1.inputs import Name
from afterword.core.errors import Invalid
from afterword.incidents.field_rules import by_any_name, fields_of
from afterword.incidents.field_values import as_data, values_of
from afterword.incidents.models import Field, Incident, IncidentType

MOST_FIELDS = 200
SLOT = "field-"  # how `field_rules.slot_of` begins
ANY = "By key, name or id; a value as its kind takes it, null for none."
Fields = Annotated[dict[Name, Any], InputField(max_length=MOST_FIELDS, description=ANY)]


def fields_at_first(kind: IncidentType | None, given: Mapping[str, object]) -> dict[Field, object]:
    """For an incident that is about to be declared."""
    return by_any_name(fields_of(kind or IncidentType.objects.get(is_default=True)), given) if given else {}


def fields_named(incident: Incident, given: Mapping[str, object]) -> dict[Field, object]:
    """For one that is there: also what it is asked no longer, if that was filled in."""
    if not given:
        return {}
    filled = values_of([incident])[incident.pk]
    return by_any_name(fields_of(incident.type_id, filled=list(filled)), given)


def fields_shape(incident: Incident) -> dict[str, Any]:
    """All that it is asked, and what was said; null for what is empty."""
    filled = values_of([incident])[incident.pk]
    asked = fields_of(incident.type_id, filled=list(filled))
    return {each.field.key or each.field.name: as_data(filled.get(each.field.pk)) for each in asked}


@contextmanager
def complaining_of_fields() -> Iterator[None]:
    """A refusal names a field as programs send it: `fields.detection_method`, or with the id of one without key."""
    try:
        yield
    except Invalid as problem:
        named = {_sent_as(name): words for name, words in problem.fields.items()}
        raise Invalid(named, code=problem.code) from problem


def _sent_as(name: str) -> str:
    if not name.startswith(SLOT):
        return name
    called = name.removeprefix(SLOT)
    try:
        return f"fields.{UUID(called)}"
    except ValueError:
        return f"fields.{called}"

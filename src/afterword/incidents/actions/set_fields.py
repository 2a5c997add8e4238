"""Filling in the fields of an incident."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.field_rules import AskedField, fields_of, gaps_in, missing_words, refuse_gaps, required_now
from afterword.incidents.field_rules import slot_of as slot
from afterword.incidents.field_values import Filled, Values, read, rows_for, stored_words, values_of
from afterword.incidents.kinds import FieldChange, FieldsChanged
from afterword.incidents.models import Field, FieldValue, Incident, RequiredAt
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import conflict_with, entries_by_others
from afterword.timeline.record import record
from afterword.timeline.registry import Label

Changes = dict[Field, tuple[Filled | None, Filled | None]]  # before and after


@transaction.atomic
def set_fields(
    actor: Actor, incident: Incident, values: Mapping[Field, object], *, since: int | None = None
) -> Incident:
    """Fill in, correct or, with None, clear these fields; the others stay. Nothing happens when all say that already.

    Each kind takes what people and programs say: text, number, ISO day, a choice's row, name or id, a person's row,
    address or id, an address, an amount with its currency. Raises Invalid with words for each field that is wrong,
    and Conflict when somebody else has changed one of these fields since entry number `since`.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    current = values_of([incident])[incident.pk]
    asked = fields_of(incident.type_id, filled=list(current))
    changes = read_changes(asked, current, values)
    _refuse_emptied(incident, asked, changes)
    if changes:
        _refuse_if_changed(incident, actor, since, changes)
        write_changes(actor, incident, changes)
    return incident


def complete_fields(
    actor: Actor,
    incident: Incident,
    values: Mapping[Field, object],
    required: frozenset[RequiredAt],
    *,
    is_new: bool = False,
) -> None:
    """In the same step as another verb: fill in, and refuse what must not stay empty. The caller holds the lock."""
    current: Values = {} if is_new else values_of([incident])[incident.pk]
    asked = fields_of(incident.type_id, filled=list(current))
    changes = read_changes(asked, current, values)
    emptied = {field.pk for field, (_old, after) in changes.items() if after is None}
    filled = (set(current) | {field.pk for field in changes}) - emptied
    refuse_gaps(gaps_in(asked, filled, required))
    write_changes(actor, incident, changes)


def read_changes(asked: list[AskedField], current: Values, values: Mapping[Field, object]) -> Changes:
    """What is different from now. Every field that is wrong is named, not only the first."""
    known, problems, changes = {each.field.pk for each in asked}, dict[str, str](), Changes()
    for field, given in values.items():
        before = current.get(field.pk)
        try:
            after = read(field, given, before)
        except Invalid as problem:
            problems |= problem.fields
            continue
        if after is not None and field.pk not in known:
            problems[slot(field)] = _("%(field)s is not asked about incidents of this type.") % {"field": field.label}
        elif after != before:
            changes[field] = (before, after)
    if problems:
        raise Invalid(problems)
    return changes


def write_changes(actor: Actor, incident: Incident, changes: Changes) -> None:
    """Keep them and tell them in one entry. The caller holds the lock."""
    if not changes:
        return
    FieldValue.objects.filter(incident=incident, field__in=list(changes)).delete()
    FieldValue.objects.bulk_create(
        row for field, (_old, after) in changes.items() if after is not None for row in rows_for(incident, field, after)
    )
    told = tuple(
        FieldChange(Label.of(field), field.kind, stored_words(before), stored_words(after))
        for field, (before, after) in changes.items()
    )
    record(incident, actor, FieldsChanged(told))


def _refuse_emptied(incident: Incident, asked: list[AskedField], changes: Changes) -> None:
    required = required_now(incident)
    needed = {each.field.pk for each in asked if each.required_at in required}
    emptied = [field for field, (_old, after) in changes.items() if after is None and field.pk in needed]
    if emptied:
        raise Invalid({slot(field): missing_words(field) for field in emptied})


def _refuse_if_changed(incident: Incident, actor: Actor, since: int | None, changes: Changes) -> None:
    mine = {str(field.pk) for field in changes}
    for entry in entries_by_others(incident, actor, since, FieldsChanged):
        if any(each["field"]["id"] in mine for each in entry.data["changes"]):
            raise conflict_with(entry)

import pytest

from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.incidents.actions.declare import Times, declare
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.actions.set_type import set_type
from afterword.incidents.field_rules import by_any_name, fields_of
from afterword.incidents.kinds import FieldsChanged, TypeChanged
from afterword.incidents.models import Incident, IncidentType, Outcome, TypeField
from afterword.people.actor import Actor
from tests.asked import a_field, a_type, the_field
from tests.world import an_incident


def test_a_type_has_the_fields_of_all_and_its_own_in_groups_and_order(db: None) -> None:
    kind = a_type()
    a_field("text", "Own", of=kind, group="what")
    a_field("text", "Elsewhere", of=a_type("Another"), group="what")
    a_field("text", "Gone", group="what", retired_at=clock.now())

    names = [each.field.name for each in fields_of(kind)]

    assert names[:2] == ["Detection method", "Own"]
    assert names[2].endswith("root cause")
    assert len(names) == 5


@pytest.mark.parametrize(
    ("on_all", "on_type", "stricter"), [("resolve", "declare", "declare"), ("resolve", "", "resolve"), ("", "", "")]
)
def test_the_stricter_of_field_and_type_counts(db: None, on_all: str, on_type: str, stricter: str) -> None:
    kind, field = a_type(), a_field("text", "Region", required_at=on_all)
    TypeField.objects.create(type=kind, field=field, required_at=on_type)

    found = next(each for each in fields_of(kind) if each.field == field)

    assert found.required_at == stricter


def test_declaring_asks_for_what_its_type_requires(ada: Actor) -> None:
    kind = a_type(checklist=("Call legal", "Keep the logs"), is_private=True)
    field = a_field("text", "Region", of=kind, required_at="declare")

    with pytest.raises(Invalid, match="Region is needed"):
        declare(ada, title="Records were seen", type=kind)
    assert not Incident.objects.exists()

    incident = declare(ada, title="Records were seen", type=kind, fields={field: "EU"})
    assert incident.is_private
    assert incident.values.get().text == "EU"
    assert [task.title for task in incident.tasks.all()] == ["Call legal", "Keep the logs"]
    assert incident.timeline.of_kind(FieldsChanged).count() == 1


def test_history_that_is_taken_over_is_asked_nothing(ada: Actor) -> None:
    kind = a_type(checklist=("Call legal",))
    a_field("text", "Region", of=kind, required_at="declare")

    incident = declare(ada, title="Long ago", type=kind, source="PagerDuty", times=Times(resolved_at=clock.now()))

    assert not incident.tasks.exists()


def test_a_type_that_is_no_longer_used_is_refused(ada: Actor) -> None:
    kind = a_type(retired_at=clock.now())

    with pytest.raises(Invalid, match="no longer used"):
        declare(ada, title="Anything", type=kind)
    with pytest.raises(Invalid, match="no longer used"):
        set_type(ada, an_incident(commander=ada), kind)


def test_resolving_asks_for_what_is_empty_in_the_same_step(ada: Actor) -> None:
    incident, field = an_incident(commander=ada), a_field("text", "Region", required_at="resolve")

    with pytest.raises(Invalid) as refused:
        resolve(ada, incident)
    assert f"field-{field.pk.hex}" in refused.value.fields
    assert Incident.objects.get().is_open

    assert not resolve(ada, incident, Ending(fields={field: "EU"})).is_open


def test_declaring_what_is_over_asks_for_the_same_as_resolving(ada: Actor) -> None:
    a_field("text", "Region", required_at="resolve")

    with pytest.raises(Invalid, match="Region is needed"):
        declare(ada, title="It was down", times=Times(resolved_at=clock.now()))


@pytest.mark.parametrize("outcome", [Outcome.FALSE_ALARM, Outcome.CANCELLED])
def test_what_was_no_incident_needs_no_fields(ada: Actor, outcome: str) -> None:
    a_field("text", "Region", required_at="resolve")

    assert not resolve(ada, an_incident(commander=ada), Ending(outcome=outcome)).is_open


def test_another_type_keeps_what_was_filled_in_and_brings_its_checklist_once(ada: Actor) -> None:
    first, second = IncidentType.objects.get(is_default=True), a_type(checklist=("Call legal",))
    incident, field = an_incident(commander=ada), a_field("text", "Own", of=first)
    set_fields(ada, incident, {field: "Words"})

    set_type(ada, incident, second)
    set_type(ada, incident, second)
    kept = next(each for each in fields_of(second, filled=[field.pk]) if each.field == field)
    assert not kept.is_asked
    set_fields(ada, incident, {field: "Better words"})  # what is there can still be corrected
    set_type(ada, incident, first)
    set_type(ada, incident, second)

    assert incident.tasks.count() == 1
    assert incident.timeline.of_kind(TypeChanged).count() == 3
    sentence = incident.timeline.of_kind(TypeChanged).oldest_first()[0].sentence()
    assert sentence == "changed the type from Incident to Data incident"


def test_programs_may_call_a_field_by_key_or_name(db: None) -> None:
    asked = fields_of(IncidentType.objects.get(is_default=True))
    field = the_field("detection_method")

    assert (
        by_any_name(asked, {"detection_method": "a"}) == by_any_name(asked, {"Detection Method": "a"}) == {field: "a"}
    )
    with pytest.raises(Invalid, match="There is no field “colour”"):
        by_any_name(asked, {"colour": "red"})

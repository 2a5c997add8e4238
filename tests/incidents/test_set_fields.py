from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.field_values import Filled, Money, values_of
from afterword.incidents.kinds import FieldsChanged
from afterword.incidents.models import Field, FieldValue, Incident
from afterword.people.actor import Actor
from tests.asked import a_field, a_type, the_field
from tests.world import an_incident, user_of


def filled(incident: Incident, field: Field) -> Filled | None:
    return values_of([incident])[incident.pk].get(field.pk)


def told(incident: Incident) -> list[str]:
    return [entry.sentence() for entry in incident.timeline.of_kind(FieldsChanged).oldest_first()]


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "  Lost\r\na lock ", "Lost\na lock"),
        ("number", "12.50", Decimal("12.5")),
        ("number", 0, Decimal(0)),
        ("date", "2026-03-02", date(2026, 3, 2)),
        ("link", "https://example.com/a", "https://example.com/a"),
        ("money", "1200 eur", Money(Decimal(1200), "EUR")),
        ("money", ("-3.5", "CNY"), Money(Decimal("-3.5"), "CNY")),
        ("money", {"amount": 7, "currency": "USD"}, Money(Decimal(7), "USD")),
    ],
)
def test_each_kind_keeps_what_was_meant_and_again_changes_nothing(
    ada: Actor, kind: str, given: object, kept: object
) -> None:
    incident, field = an_incident(commander=ada), a_field(kind)

    set_fields(ada, incident, {field: given})
    set_fields(ada, incident, {field: given})

    assert filled(incident, field) == kept
    assert len(told(incident)) == 1


def test_people_and_choices_are_taken_by_row_name_or_id(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    who, regions = a_field("person", "Found by"), a_field("choices", "Regions", choices=("EU", "US", "Asia"))
    eu, us, asia = regions.choices.all()

    set_fields(ada, incident, {who: "BO@example.com", regions: [asia, "eu"], the_field("detection_method"): "monitor"})

    assert filled(incident, who) == user_of(bo)
    assert filled(incident, regions) == (eu, asia)
    assert str(filled(incident, the_field("detection_method"))) == "Monitor"

    set_fields(ada, incident, {regions: [str(us.pk)]})
    assert told(incident)[1] == "filled in Regions: EU, Asia → US"
    assert FieldValue.objects.filter(field=regions).count() == 1


def test_one_entry_tells_everything_and_clearing_is_told_too(ada: Actor) -> None:
    incident, cost = an_incident(commander=ada), a_field("money", "Cost")

    set_fields(ada, incident, {the_field("detection_method"): "Monitor", cost: "10 EUR"})
    set_fields(ada, incident, {cost: None})

    first, second = told(incident)
    assert first == "filled in Detection method: Monitor; Cost: 10 EUR"
    assert second == "filled in Cost: cleared, was 10 EUR"
    assert filled(incident, cost) is None


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        ("number", "many", "not a number"),
        ("number", True, "not a number"),
        ("number", "NaN", "not a number"),
        ("number", "9" * 5000, "too large"),
        ("number", "0.12345", "four digits"),
        ("date", "tomorrow", "not a day"),
        ("date", datetime(2026, 3, 2, 12), "not a day"),  # noqa: DTZ001
        ("link", "javascript:alert(1)", "full address"),
        ("link", "example.com", "full address"),
        ("money", "1200", "in which currency"),
        ("money", ("1200", "euro"), "in which currency"),
        ("money", "a lot", "amount and its currency"),
        ("text", "x" * 50_000, "50000 characters"),
        ("text", 7, "Write text"),
        ("person", "nobody@example.com", "Nobody here"),
        ("choice", "\x00 elsewhere", "not in the list"),
        ("choices", [["nested"]], "not in the list"),
    ],
)
def test_what_a_kind_can_not_be_is_refused_in_words_and_nothing_is_half_done(
    ada: Actor, kind: str, given: object, words: str
) -> None:
    incident, field, other = an_incident(commander=ada), a_field(kind), a_field("text", "Fine")

    with pytest.raises(Invalid) as refused:
        set_fields(ada, incident, {other: "Good", field: given})

    assert words in refused.value.fields[f"field-{field.pk.hex}"]
    assert not FieldValue.objects.exists()
    assert not told(incident)


def test_the_choice_of_another_field_is_none_of_this_one(ada: Actor) -> None:
    incident, field = an_incident(commander=ada), a_field("choice", choices=("EU",))
    foreign = the_field("detection_method").choices.all()[0]

    for given in (foreign, str(foreign.pk), foreign.name):
        with pytest.raises(Invalid):
            set_fields(ada, incident, {field: given})


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_a_retired_choice_stays_where_it_is_and_is_not_chosen_anew(ada: Actor, kind: str) -> None:
    old, fresh = an_incident(commander=ada), an_incident("Later", commander=ada)
    field = a_field(kind, choices=("EU", "US"))
    eu, us = field.choices.all()
    set_fields(ada, old, {field: eu})
    eu.retired_at = clock.now()
    eu.save()

    set_fields(ada, old, {field: eu})  # what stands may stand
    with pytest.raises(Invalid, match="no longer offered"):
        set_fields(ada, fresh, {field: "EU"})

    assert "EU" in str(filled(old, field))
    set_fields(ada, old, {field: us})
    with pytest.raises(Invalid, match="no longer offered"):
        set_fields(ada, old, {field: eu})


def test_a_person_who_left_stays_named_and_is_not_chosen_anew(ada: Actor, bo: Actor) -> None:
    old, fresh, field = an_incident(commander=ada), an_incident("Later", commander=ada), a_field("person")
    set_fields(ada, old, {field: user_of(bo)})
    left = user_of(bo)
    left.is_active = False
    left.save()

    set_fields(ada, old, {field: str(left.pk)})
    with pytest.raises(Invalid, match="can no longer sign in"):
        set_fields(ada, fresh, {field: left})
    assert filled(old, field) == left


def test_two_who_change_one_field_notice_each_other_and_two_fields_are_no_conflict(ada: Actor, bo: Actor) -> None:
    incident, mine, theirs = an_incident(commander=ada), a_field("text", "Mine"), a_field("text", "Theirs")
    since = Incident.objects.get().timeline_head
    set_fields(bo, incident, {theirs: "Bo's words"})

    set_fields(ada, incident, {mine: "Ada's words"}, since=since)
    with pytest.raises(Conflict, match="Bo changed this"):
        set_fields(ada, incident, {theirs: "Ada's words"}, since=since)

    assert (filled(incident, mine), filled(incident, theirs)) == ("Ada's words", "Bo's words")


def test_a_field_of_another_type_and_a_retired_one_are_not_filled_in_anew(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    elsewhere, retired = a_field("text", "Elsewhere", of=a_type()), a_field("text", "Old", retired_at=clock.now())

    for field in (elsewhere, retired):
        with pytest.raises(Invalid, match="is not asked"):
            set_fields(ada, incident, {field: "Words"})


def test_what_it_took_to_declare_can_be_changed_but_not_emptied(ada: Actor) -> None:
    incident, field = an_incident(commander=ada), a_field("text", "Region")
    set_fields(ada, incident, {field: "EU"})
    field.required_at = "declare"
    field.save()

    set_fields(ada, incident, {field: "US"})
    with pytest.raises(Invalid, match="is needed"):
        set_fields(ada, incident, {field: ""})


def test_an_outsider_may_not(ada: Actor, cy: Actor) -> None:
    incident, field = an_incident(commander=ada), a_field("text")
    given: Any = {field: "Words"}

    with pytest.raises(NotAllowed):
        set_fields(cy, incident, given)

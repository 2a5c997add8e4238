import pytest

from afterword.access.audit_kinds import sentence_of
from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.catalog.add import add
from afterword.incidents.models import Experience, Field, FieldChoice, IncidentType, Role, Severity, Status
from afterword.people.actor import Actor

pytestmark = pytest.mark.django_db


def test_a_level_stands_last_but_above_unknown_and_the_trail_says_so(di: Actor) -> None:
    added = add(di, Severity(name="  SEV-5  ", token="sev-4", requires_postmortem=True, postmortem_due_days=5))

    assert [each.name for each in Severity.objects.all()][-2:] == ["SEV-5", "Unknown"]
    assert not added.is_worse_than(Severity.objects.get(name="SEV-4"))
    assert sentence_of(AuditEntry.objects.get()) == "added the severity “SEV-5”"


def test_a_second_status_of_a_category_stands_within_it(di: Actor) -> None:
    add(di, Status(name="Fixing", category="active", guidance="We know what it is."))

    assert [each.name for each in Status.objects.all()] == ["Active", "Fixing", "Stable", "Resolved", "Completed"]
    assert Status.first_of("active").name == "Active"  # type: ignore[arg-type]


def test_ten_levels_are_the_most(di: Actor) -> None:
    for number in range(5, 10):
        add(di, Severity(name=f"SEV-{number}", token="sev-4"))

    with pytest.raises(Conflict):
        add(di, Severity(name="SEV-10", token="sev-4"))
    assert Severity.objects.filter(is_unknown=False).count() == 10


@pytest.mark.parametrize("name", ["", " \x00 ", "x" * 81, "sev-1", "UNKNOWN"])
def test_a_name_that_is_none_too_long_or_taken_in_any_case_is_refused(di: Actor, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(di, Severity(name=name, token="sev-1"))
    assert set(refused.value.fields) == {"name"}


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (Severity(name="New", token="pink"), "token"),
        (Severity(name="New", token="sev-1", requires_postmortem=True, postmortem_due_days=91), "postmortem_due_days"),
        (Severity(name="New", token="sev-1", guidance="x" * 2001), "guidance"),
        (Status(name="New", category="asleep"), "category"),
        (Role(name="New", duty="x" * 201), "duty"),
        (Role(name="New", is_commander=True), "name"),
        (Experience(name="New", guidance="x" * 2001), "guidance"),
        (IncidentType(name="New", postmortem_rule="perhaps"), "postmortem_rule"),
        (Field(name="New", kind="colour"), "kind"),
        (Field(name="New", kind="text", group="nowhere"), "group"),
        (Field(name="New", kind="text", help_text="x" * 301), "help_text"),
        (Field(name="New", kind="choice", required_at="declare"), "required_at"),
    ],
    ids=str,
)
def test_what_will_not_do_is_said_beside_its_field(di: Actor, row: Severity, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(di, row)
    assert set(refused.value.fields) == {field}
    assert not AuditEntry.objects.exists()


def test_choices_share_their_names_with_their_own_field_only(di: Actor) -> None:
    cause = add(di, Field(name="Cause", kind="choice"))
    add(di, FieldChoice(field=cause, name="Monitor"))

    with pytest.raises(Invalid):
        add(di, FieldChoice(field=cause, name="monitor"))
    with pytest.raises(Invalid):
        add(di, FieldChoice(field=Field.objects.get(key="root_cause_process"), name="Review"))
    Field.objects.get(pk=cause.pk).delete()
    with pytest.raises(NotFound):
        add(di, FieldChoice(field=cause, name="Late"))


def test_only_administrators_add(ada: Actor) -> None:
    with pytest.raises(NotAllowed):
        add(ada, Role(name="Mine"))
    assert not Role.objects.filter(name="Mine").exists()

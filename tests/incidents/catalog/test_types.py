"""What a type asks for: the default one, its roles, its fields, its checklist."""

import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.catalog.add import add
from afterword.incidents.actions.catalog.checklist import add_item, move_item, remove_item, reword_item
from afterword.incidents.actions.catalog.default_type import make_default
from afterword.incidents.actions.catalog.retire import retire
from afterword.incidents.actions.catalog.type_needs import set_fields, set_roles
from afterword.incidents.models import Field, IncidentTask, IncidentType, Role
from afterword.people.actor import Actor
from tests.world import an_incident

pytestmark = pytest.mark.django_db


def a_type(name: str = "Near miss") -> IncidentType:
    return IncidentType.objects.get(name=name)


def test_there_is_always_one_default(di: Actor) -> None:
    make_default(di, a_type())
    make_default(di, a_type())

    assert IncidentType.objects.get(is_default=True) == a_type()
    assert AuditEntry.objects.count() == 1
    retired = retire(di, a_type("Incident"))
    with pytest.raises(Conflict):
        make_default(di, retired)


def test_a_type_asks_for_exactly_these_roles(di: Actor) -> None:
    scribe, lead = Role.objects.get(name="Scribe"), Role.objects.get(name="Communications lead")
    set_roles(di, a_type(), [scribe, lead])
    set_roles(di, a_type(), [scribe])
    set_roles(di, a_type(), [scribe])

    assert list(a_type().roles.all()) == [scribe]
    assert AuditEntry.objects.count() == 2
    with pytest.raises(Invalid):
        set_roles(di, a_type(), [scribe, retire(di, lead)])


def test_a_type_asks_for_exactly_these_fields(di: Actor) -> None:
    region, cause = (
        add(di, Field(name="Region", kind="text", is_for_all=False)),
        Field.objects.get(name__startswith="T"),
    )
    set_fields(di, a_type(), {region: "declare", cause: ""})
    set_fields(di, a_type(), {cause: "resolve"})
    set_fields(di, a_type(), {cause: "resolve"})

    assert [(use.field, use.required_at) for use in a_type().own_fields.all()] == [(cause, "resolve")]
    assert AuditEntry.objects.filter(action="catalog.type_fields").count() == 2


def test_fields_that_can_not_be_asked_for_are_refused(di: Actor) -> None:
    empty, gone = add(di, Field(name="Region", kind="choices")), add(di, Field(name="Old", kind="text"))
    retire(di, gone)
    for wrong in ({empty: "declare"}, {Field.objects.get(pk=gone.pk): ""}, {empty: "sometimes"}):
        with pytest.raises(Invalid):
            set_fields(di, a_type(), wrong)
    assert not a_type().own_fields.exists()


def test_a_checklist_is_written_and_planted_tasks_live_on(di: Actor, ada: Actor) -> None:
    first, second = add_item(di, a_type(), "Call the  hotline"), add_item(di, a_type(), "Look at the graphs")
    task = IncidentTask.objects.create(incident=an_incident(commander=ada), title=first.text, checklist_item=first)

    move_item(di, second, above=first)
    move_item(di, second, above=first)
    reword_item(di, first, "Call support")
    remove_item(di, first)

    task.refresh_from_db()
    assert (task.title, task.checklist_item) == ("Call the hotline", None)
    assert [each.text for each in a_type().checklist.all()] == ["Look at the graphs"]
    assert list(AuditEntry.objects.order_by("number").values_list("action", flat=True)) == [
        "checklist.added", "checklist.added", "checklist.moved", "checklist.reworded", "checklist.removed",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        reword_item(di, first, "Too late")
    with pytest.raises(Conflict):
        move_item(di, second, below=first)


@pytest.mark.parametrize("text", ["", "  ", "x" * 301, "CALL the hotline"])
def test_a_task_needs_words_of_its_own(di: Actor, text: str) -> None:
    add_item(di, a_type(), "Call the hotline")
    with pytest.raises(Invalid):
        add_item(di, a_type(), text)


def test_a_checklist_ends_somewhere(di: Actor) -> None:
    for number in range(50):
        add_item(di, a_type(), f"Step {number}")
    with pytest.raises(Conflict):
        add_item(di, a_type(), "One more")


def test_only_administrators_change_what_a_type_asks_for(ada: Actor) -> None:
    for wrong in (
        lambda: make_default(ada, a_type()),
        lambda: set_roles(ada, a_type(), []),
        lambda: set_fields(ada, a_type(), {}),
        lambda: add_item(ada, a_type(), "Mine"),
    ):
        with pytest.raises(NotAllowed):
            wrong()

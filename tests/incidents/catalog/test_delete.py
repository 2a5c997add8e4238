import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, NotAllowed, NotFound
from afterword.incidents.actions.catalog.add import add
from afterword.incidents.actions.catalog.delete import delete
from afterword.incidents.models import Field, FieldChoice, FieldValue, Role, Severity
from afterword.people.actor import Actor
from tests.world import an_incident, sev

pytestmark = pytest.mark.django_db


def test_what_nothing_used_goes_for_good(di: Actor) -> None:
    role = add(di, Role(name="Liaison"))

    delete(di, role)

    assert not Role.objects.filter(name="Liaison").exists()
    entry = AuditEntry.objects.first()
    assert entry
    assert (entry.action, entry.object_label, entry.object_id) == ("catalog.deleted", "Liaison", role.pk)
    with pytest.raises(NotFound):
        delete(di, role)


def test_what_stands_on_an_incident_is_not_deleted(di: Actor, ada: Actor) -> None:
    an_incident(commander=ada, severity=sev(4))

    with pytest.raises(Conflict) as refused:
        delete(di, sev(4))
    assert refused.value.code == "in_use"
    assert sev(4).retired_at is None
    assert not AuditEntry.objects.exists()


def test_a_choice_that_was_chosen_and_a_field_that_was_filled_in_stay(di: Actor, ada: Actor) -> None:
    field = Field.objects.get(key="detection_method")
    used, unused = FieldChoice.objects.get(name="Monitor"), FieldChoice.objects.get(name="User report")
    FieldValue.objects.create(incident=an_incident(commander=ada), field=field, choice=used)

    delete(di, unused)
    with pytest.raises(Conflict):
        delete(di, used)
    with pytest.raises(Conflict):
        delete(di, Field.objects.get(key="root_cause_process"))


def test_what_is_needed_is_not_deleted_nor_by_others(di: Actor, ada: Actor) -> None:
    with pytest.raises(Conflict):
        delete(di, Role.objects.get(is_commander=True))
    with pytest.raises(Conflict):
        delete(di, Severity.objects.get(is_unknown=True))
    with pytest.raises(NotAllowed):
        delete(ada, Role.objects.get(name="Scribe"))

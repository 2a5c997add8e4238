import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, NotAllowed
from afterword.incidents.actions.catalog.add import add
from afterword.incidents.actions.catalog.move import move
from afterword.incidents.actions.catalog.retire import retire
from afterword.incidents.models import Role, Severity, Status
from afterword.people.actor import Actor
from tests.world import sev, status

pytestmark = pytest.mark.django_db


def names(model: type[Severity] | type[Role] | type[Status]) -> list[str]:
    return [each.name for each in model._default_manager.all()]


def test_a_level_moves_past_its_neighbour_and_outranks_it_then(di: Actor) -> None:
    move(di, sev(2), above=sev(1))
    move(di, sev(2), above=sev(1))

    assert names(Severity) == ["SEV-0", "SEV-2", "SEV-1", "SEV-3", "SEV-4", "Unknown"]
    assert sev(2).is_worse_than(sev(1))
    assert AuditEntry.objects.get().action == "catalog.moved"
    move(di, sev(2), below=sev(1))
    assert names(Severity)[1:3] == ["SEV-1", "SEV-2"]


def test_who_moves_by_an_order_that_is_no_longer_so_is_told(di: Actor) -> None:
    move(di, sev(2), above=sev(1))

    with pytest.raises(Conflict) as refused:
        move(di, sev(3), above=sev(2))
    assert refused.value.code == "order_changed"
    with pytest.raises(Conflict):
        move(di, sev(0), above=sev(0))


def test_what_was_retired_is_skipped(di: Actor) -> None:
    retire(di, sev(1))

    move(di, sev(2), above=sev(0))

    assert [each.name for each in Severity.objects.filter(retired_at=None)][:2] == ["SEV-2", "SEV-0"]
    with pytest.raises(Conflict):
        move(di, sev(1), above=sev(0))


def test_unknown_stays_last_and_a_status_in_its_category(di: Actor) -> None:
    with pytest.raises(Conflict):
        move(di, sev(None), above=sev(4))
    with pytest.raises(Conflict):
        move(di, sev(4), below=sev(None))
    with pytest.raises(Conflict):
        move(di, status("Stable"), above=status("Active"))
    fixing = add(di, Status(name="Fixing", category="active"))
    move(di, fixing, above=status("Active"))
    assert names(Status)[:2] == ["Fixing", "Active"]


def test_only_administrators_move(ada: Actor) -> None:
    with pytest.raises(NotAllowed):
        move(ada, sev(2), above=sev(1))

import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.catalog.add import add
from afterword.incidents.actions.catalog.retire import retire, revive
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.models import Field, FieldChoice, IncidentType, Role, Severity, Status
from afterword.people.actor import Actor
from tests.world import an_incident, sev, status

pytestmark = pytest.mark.django_db


def test_a_retired_level_stays_on_old_incidents_and_is_chosen_for_no_new_one(di: Actor, ada: Actor) -> None:
    old = an_incident(commander=ada, severity=sev(4))

    retire(di, sev(4))
    retire(di, sev(4))

    old.refresh_from_db()
    assert old.severity == sev(4)
    with pytest.raises(Invalid):
        set_severity(ada, an_incident(commander=ada), sev(4))
    revive(di, sev(4))
    revive(di, sev(4))
    assert set_severity(ada, an_incident(commander=ada), sev(4)).severity == sev(4)
    assert [each.action for each in AuditEntry.objects.filter(action__startswith="catalog")] == [
        "catalog.revived",
        "catalog.retired",
    ]


def test_what_the_room_can_not_do_without_stays(di: Actor) -> None:
    needed = [
        sev(None),
        status("Active"),
        Role.objects.get(is_commander=True),
        IncidentType.objects.get(is_default=True),
    ]
    for row in needed:
        with pytest.raises(Conflict):
            retire(di, row)
    for level in range(4):
        retire(di, sev(level))
    with pytest.raises(Conflict):
        retire(di, sev(4))


def test_a_status_goes_when_another_of_its_category_is_there(di: Actor) -> None:
    add(di, Status(name="Investigating", category="active"))

    assert retire(di, status("Active")).retired_at
    with pytest.raises(Conflict):
        retire(di, status("Investigating"))


def test_an_eleventh_level_is_not_revived(di: Actor) -> None:
    retire(di, sev(4))
    for number in range(6):
        add(di, Severity(name=f"Level {number}", token="sev-4"))

    with pytest.raises(Conflict):
        revive(di, sev(4))
    assert sev(4).retired_at


def test_the_last_choice_of_a_required_field_stays(di: Actor) -> None:
    field = add(di, Field(name="Region", kind="choice"))
    only = add(di, FieldChoice(field=field, name="Europe"))
    Field.objects.filter(pk=field.pk).update(required_at="declare")

    with pytest.raises(Conflict):
        retire(di, only)
    add(di, FieldChoice(field=field, name="Asia"))
    assert retire(di, only).retired_at


def test_what_is_gone_or_not_allowed_is_not_retired(di: Actor, ada: Actor) -> None:
    role = add(di, Role(name="Liaison"))
    with pytest.raises(NotAllowed):
        retire(ada, role)
    with pytest.raises(NotAllowed):
        revive(ada, role)
    Role.objects.filter(pk=role.pk).delete()
    with pytest.raises(NotFound):
        retire(di, role)

import pytest

from afterword.access.audit_kinds import sentence_of
from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.core.marks import mark_of
from afterword.incidents.actions.catalog.change import change
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.kinds import SeverityChanged
from afterword.incidents.models import Field, FieldValue, Severity
from afterword.incidents.nouns import noun_of
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from afterword.timeline.registry import name_of
from tests.world import an_incident, sev, status

pytestmark = pytest.mark.django_db


def test_a_new_name_shows_everywhere_but_in_what_was_recorded(di: Actor, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    set_severity(ada, incident, sev(1))

    change(di, sev(1), {"name": "Critical", "token": "sev-0"})

    incident.refresh_from_db()
    entry = TimelineEntry.objects.get(kind=name_of(SeverityChanged))
    assert (str(incident.severity), incident.severity.token) == ("Critical", "sev-0")
    assert "to SEV-1" in entry.particulars.sentence()
    assert sentence_of(AuditEntry.objects.get()) == "renamed the severity “SEV-1” to “Critical”"


def test_the_same_again_changes_and_records_nothing(di: Actor) -> None:
    change(di, sev(1), {"name": " SEV-1 ", "requires_postmortem": True, "postmortem_due_days": 3})

    assert not AuditEntry.objects.exists()


def test_unknown_is_renamed_and_keeps_its_look_and_place(di: Actor) -> None:
    unknown = change(di, sev(None), {"name": "Not yet known", "token": "sev-0", "requires_postmortem": True})

    assert (unknown.name, unknown.token, unknown.requires_postmortem) == ("Not yet known", "sev-unknown", False)
    assert Severity.objects.last() == unknown


def test_the_category_of_a_status_stays(di: Actor) -> None:
    assert change(di, status("Stable"), {"name": "Watching", "category": "resolved"}).category == "stable"


def test_a_name_can_change_its_case_but_not_become_anothers(di: Actor) -> None:
    assert change(di, sev(1), {"name": "Sev-1"}).name == "Sev-1"
    with pytest.raises(Invalid):
        change(di, sev(2), {"name": "SEV-1"})


def test_two_who_write_at_once_notice_each_other(di: Actor) -> None:
    seen = mark_of(noun_of(Severity).facts(sev(1)))
    change(di, sev(1), {"guidance": "Many users notice."}, seen=seen)

    with pytest.raises(Conflict) as refused:
        change(di, sev(1), {"guidance": "Money is lost."}, seen=seen)
    assert refused.value.code == "changed_meanwhile"
    assert sev(1).guidance == "Many users notice."


def test_the_kind_of_a_field_stays_once_an_incident_has_a_value(di: Actor, ada: Actor) -> None:
    field = Field.objects.get(key="root_cause_technical")
    assert change(di, field, {"kind": "link"}).kind == "link"
    FieldValue.objects.create(incident=an_incident(commander=ada), field=field, text="An index was missing.")

    with pytest.raises(Invalid) as refused:
        change(di, field, {"kind": "number"})
    assert set(refused.value.fields) == {"kind"}
    assert change(di, field, {"name": "Cause in the system", "required_at": "resolve"}).kind == "link"


def test_what_is_gone_or_not_allowed_is_not_changed(di: Actor, ada: Actor) -> None:
    level = sev(4)
    with pytest.raises(NotAllowed):
        change(ada, level, {"name": "Mine"})
    Severity.objects.filter(pk=level.pk).delete()
    with pytest.raises(NotFound):
        change(di, level, {"name": "Low"})

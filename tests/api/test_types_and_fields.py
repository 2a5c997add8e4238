"""What is asked about incidents, as programs read it."""

import pytest

from afterword.incidents.actions.catalog.checklist import add_item
from afterword.incidents.actions.catalog.retire import retire
from afterword.incidents.actions.catalog.type_needs import set_fields, set_roles
from afterword.incidents.models import Experience, Field, FieldChoice, IncidentType, Role
from tests.api.asking import get


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_a_type_comes_with_what_it_asks_for(client, di):
    kind = IncidentType.objects.get(name="Near miss")
    set_roles(di, kind, [Role.objects.get(name="Scribe")])
    set_fields(di, kind, {Field.objects.get(key="root_cause_process"): "resolve"})
    add_item(di, kind, "Write it down")
    retire(di, IncidentType.objects.get(name="Security incident"))

    first, second = get(client, "/types")["items"]

    assert (first["name"], first["is_default"]) == ("Incident", True)
    assert second["roles"] == ["Scribe"]
    assert second["fields"] == [{"name": "Process root cause", "required_at": "resolve"}]
    assert second["checklist"] == ["Write it down"]


def test_fields_come_with_what_can_be_chosen(client, di):
    retire(di, FieldChoice.objects.get(name="Monitor"))
    detection = get(client, "/fields")["items"][0]

    assert (detection["key"], detection["kind"]) == ("detection_method", "choice")
    assert detection["choices"] == ["Unknown", "User report", "Internal discovery"]


def test_experiences_say_whether_they_are_downtime(client, di):
    retire(di, Experience.objects.get(name="Degraded"))
    assert [(each["name"], each["is_downtime"]) for each in get(client, "/experiences")["items"]] == [
        ("Complete outage", True),
        ("Intermittent", True),
        ("Hardly noticeable", False),
    ]


def test_it_takes_the_same_statements_for_many(client, di, django_assert_max_num_queries):
    for number in range(8):
        IncidentType.objects.create(name=f"T{number}", position=10 + number)
        FieldChoice.objects.create(field=Field.objects.create(name=f"F{number}", kind="choice"), name="One")
    with django_assert_max_num_queries(7):
        get(client, "/types")
    with django_assert_max_num_queries(5):
        get(client, "/fields")

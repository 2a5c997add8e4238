"""What a type asks for, and what can be chosen in a field."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from afterword.incidents.models import Field, FieldChoice, FieldValue, IncidentType, Role
from afterword.people.actor import Actor
from tests.world import an_incident

ClientOf = Callable[[Actor | None], Client]
NOBODY = "0199aaaa-0000-7000-8000-000000000000"
pytestmark = pytest.mark.django_db


def the_type() -> IncidentType:
    return IncidentType.objects.get(name="Security incident")


def the_field() -> Field:
    return Field.objects.get(key="detection_method")


def test_a_type_is_given_roles_fields_and_a_checklist(client_of: ClientOf, di: Actor) -> None:
    browser, url = client_of(di), f"/settings/types/{the_type().pk}"
    scribe = Role.objects.get(name="Scribe")
    asked = {str(each.pk): "not" for each in Field.objects.all()} | {str(the_field().pk): "declare"}

    assert browser.post(f"{url}/roles", {"roles": [str(scribe.pk)]})["Location"] == url
    assert browser.post(f"{url}/fields", asked)["Location"] == url
    assert browser.post(f"{url}/tasks/new", {"text": "Call the officer"})["Location"] == url
    assert browser.post(f"{url}/tasks/new", {"text": "Keep the logs"}).status_code == 303
    first, second = the_type().checklist.all()
    browser.post(f"{url}/tasks/{second.pk}/place", {"above": str(first.pk)})
    browser.post(f"{url}/tasks/{first.pk}", {"text": "Call the security officer"})

    page = browser.get(url).content.decode()
    assert page.index("Keep the logs") < page.index("Call the security officer")
    assert "Scribe" in page
    assert "Required to declare" in page
    browser.post(f"{url}/tasks/{first.pk}/removal")
    assert [each.text for each in the_type().checklist.all()] == ["Keep the logs"]
    gone = browser.post(f"{url}/tasks/{first.pk}/place", {"above": str(second.pk)}, follow=True)
    assert "removed by somebody else" in gone.content.decode()


def test_bad_input_on_a_type_gets_words(client_of: ClientOf, di: Actor) -> None:
    browser, url = client_of(di), f"/settings/types/{the_type().pk}"

    assert browser.post(f"{url}/roles", {"roles": [NOBODY]}).status_code == 422
    assert browser.post(f"{url}/fields", {}).status_code == 422
    answer = browser.post(f"{url}/tasks/new", {"text": " "})
    assert answer.status_code == 422
    assert "Say what is to be done" in answer.content.decode()
    assert browser.get(f"/settings/types/{NOBODY}").status_code == 404
    assert browser.get(f"/settings/fields/{NOBODY}").status_code == 404


def test_choices_are_added_renamed_ordered_retired_and_deleted(client_of: ClientOf, di: Actor, ada: Actor) -> None:
    browser, url = client_of(di), f"/settings/fields/{the_field().pk}"
    monitor = FieldChoice.objects.get(name="Monitor")
    FieldValue.objects.create(incident=an_incident(commander=ada), field=the_field(), choice=monitor)

    assert browser.post(f"{url}/choices/new", {"name": "Chance"})["Location"] == url
    assert browser.post(f"{url}/choices/new", {"name": "monitor"}).status_code == 422
    chance, before = FieldChoice.objects.get(name="Chance"), FieldChoice.objects.get(name="Internal discovery")
    browser.post(f"{url}/choices/{chance.pk}/place", {"above": str(before.pk)})
    browser.post(f"{url}/choices/{chance.pk}", {"name": "By chance"})
    browser.post(f"{url}/choices/{monitor.pk}/retirement")
    refused = browser.post(f"{url}/choices/{monitor.pk}/deletion")

    assert [each.name for each in the_field().choices.filter(retired_at=None)] == [
        "Unknown", "User report", "By chance", "Internal discovery",
    ]  # fmt: skip
    assert (refused.status_code, FieldChoice.objects.filter(pk=monitor.pk).exists()) == (409, True)
    page = browser.get(url).content.decode()
    assert "Revive Monitor" in page
    assert "stays, because incidents have values in it" in page
    browser.post(f"{url}/choices/{monitor.pk}/revival")
    browser.post(f"{url}/choices/{chance.pk}/deletion")
    assert the_field().choices.filter(retired_at=None).count() == 4


def test_the_kind_of_a_field_in_use_stays_in_words(client_of: ClientOf, di: Actor, ada: Actor) -> None:
    field = Field.objects.get(key="root_cause_technical")
    FieldValue.objects.create(incident=an_incident(commander=ada), field=field, text="An index was missing.")

    sent = {"name": field.name, "kind": "number", "group": "why", "is_for_all": "on"}
    answer = client_of(di).post(f"/settings/fields/{field.pk}/facts", sent)

    assert answer.status_code == 422
    assert "so its kind stays" in unescape(answer.content.decode())


@pytest.mark.parametrize("path", ["", "/roles", "/fields", "/tasks/new"])
def test_types_are_for_administrators(client_of: ClientOf, ada: Actor, path: str) -> None:
    assert client_of(ada).get(f"/settings/types/{the_type().pk}{path}").status_code == 403


@pytest.mark.parametrize("path", ["", "/choices/new"])
def test_fields_are_for_administrators(client_of: ClientOf, ada: Actor, path: str) -> None:
    assert client_of(ada).get(f"/settings/fields/{the_field().pk}{path}").status_code == 403

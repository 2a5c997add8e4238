"""What an organisation asks about an incident, through every address that takes it."""

import pytest

from afterword.incidents.models import Field, FieldChoice, IncidentType
from tests.api.asking import data_of, get, post, problem_of, send
from tests.world import an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


@pytest.fixture
def asked(db) -> list[Field]:
    """One to declare, one to resolve."""
    Field.objects.create(name="Region", kind="choices", required_at="declare", group="what")
    for position, name in enumerate(("EU", "US", "Asia")):
        FieldChoice.objects.create(field=Field.objects.get(name="Region"), name=name, position=position)
    Field.objects.filter(key="detection_method").update(required_at="resolve")
    return list(Field.objects.filter(required_at__gt=""))


def test_declaring_says_type_and_fields_and_is_told_both(client, asked):
    said = {"region": ["us", "EU"], "Detection_Method": "monitor"}
    incident = post(client, "/incidents", {"title": "X", "type": "near miss", "fields": said})

    assert incident["type"] == "Near miss"
    assert incident["fields"]["Region"] == ["EU", "US"]
    assert incident["fields"]["detection_method"] == "Monitor"
    assert incident["fields"]["root_cause_process"] is None
    assert get(client, "/incidents?type=Near miss")["items"][0]["type"] == "Near miss"


def test_what_is_required_is_named_as_programs_send_it(client, asked):
    region = Field.objects.get(name="Region")
    problem = problem_of(send(client, "POST", "/incidents", {"title": "X"}), 422, "fields_missing")
    assert set(problem["fields"]) == {f"fields.{region.pk}"}
    number = post(client, "/incidents", {"title": "X", "fields": {str(region.pk): ["EU"]}})["number"]

    where = f"/incidents/{number}/resolution"
    assert set(problem_of(send(client, "POST", where), 422, "fields_missing")["fields"]) == {"fields.detection_method"}
    resolved = post(client, where, {"fields": {"detection_method": "Monitor"}}, status=200)
    assert (resolved["outcome"], resolved["fields"]["detection_method"]) == ("resolved", "Monitor")


def test_a_second_incident_is_split_off_with_what_declaring_asks(client, asked):
    url = post(client, "/incidents", {"title": "X", "fields": {"Region": ["EU"]}})["url"]
    assert post(client, f"{url}/split", {"title": "Y"})["fields"]["Region"] == ["EU"]
    other = {"title": "Z", "fields": {"Region": ["Asia"]}}
    assert post(client, f"{url}/split", other)["fields"]["Region"] == ["Asia"]


def test_changing_type_and_fields_is_all_or_nothing(client, db):
    where = an_incident().url
    wrong = {"type": "Near miss", "fields": {"detection_method": "by magic"}}
    assert "fields.detection_method" in problem_of(send(client, "PATCH", where, wrong), 422, "invalid")["fields"]
    assert get(client, where)["type"] == "Incident"

    right = {"type": "Near miss", "fields": {"detection_method": "User report"}}
    changed = data_of(send(client, "PATCH", where, right), 200)
    assert (changed["type"], changed["fields"]["detection_method"]) == ("Near miss", "User report")
    emptied = data_of(send(client, "PATCH", where, {"fields": {"detection_method": None}}), 200)
    assert emptied["fields"]["detection_method"] is None


@pytest.mark.parametrize("given", [{"type": "Party"}, {"fields": {"mood": "bad"}}, {"fields": {"Cost": "much"}}])
def test_names_that_are_none_are_refused(client, given):
    Field.objects.create(name="Cost", kind="money")
    problem = problem_of(send(client, "POST", "/incidents", {"title": "X", **given}), 422, "invalid")
    assert next(iter(problem["fields"])).split(".")[0] in given


def test_money_numbers_and_people_are_data(client, ada):
    for name, kind in (("Cost", "money"), ("Count", "number"), ("Lead", "person"), ("Since", "date")):
        Field.objects.create(name=name, kind=kind)
    said = {"Cost": {"amount": 12.5, "currency": "eur"}, "Count": 7, "Lead": "ada@example.com", "Since": "2026-03-02"}
    told = post(client, "/incidents", {"title": "X", "fields": said})["fields"]
    assert told["Cost"] == {"amount": 12.5, "currency": "EUR"}
    assert (told["Count"], told["Since"]) == (7.0, "2026-03-02")
    assert told["Lead"] == {"name": "Ada", "email": "ada@example.com"}


def test_a_type_that_is_retired_is_not_for_new_ones(client):
    IncidentType.objects.filter(name="Near miss").update(retired_at="2026-01-01T00:00:00Z")
    body = {"title": "X", "type": "Near miss"}
    assert "type" in problem_of(send(client, "POST", "/incidents", body), 422, "invalid")["fields"]


def test_reading_one_takes_the_same_statements_with_many_fields(client, django_assert_max_num_queries):
    url = an_incident().url
    for number in range(12):
        Field.objects.create(name=f"F{number}", kind="text")
    send(client, "PATCH", url, {"fields": {f"F{number}": "x" for number in range(12)}})
    with django_assert_max_num_queries(14):
        get(client, url)


@pytest.mark.parametrize("query", ["tag=db", "on=me", "outcome=false_alarm", "postmortem=owed", "day=2026-03-02",
                                   "commander=nobody"])  # fmt: skip
def test_the_list_takes_the_filters_of_the_page(client, query):
    if query.startswith("tag"):
        problem_of(send(client, "GET", f"/incidents?{query}"), 422, "invalid")
    else:
        assert get(client, f"/incidents?{query}")["items"] == []

from collections.abc import Callable

import pytest
from django.test import Client

from afterword.core import clock
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.actions.set_type import set_type
from afterword.incidents.field_values import values_of
from afterword.incidents.models import Incident, IncidentType
from afterword.people.actor import Actor
from tests.asked import a_field, a_type, the_field
from tests.world import an_incident, sev, user_of

ClientOf = Callable[[Actor | None], Client]


def shown(browser: Client, url: str, **query: str) -> str:
    answer = browser.get(url, query)
    assert answer.status_code == 200, answer.content
    return str(answer.content.decode())


def sent_back(browser: Client, url: str, **changed: object) -> dict[str, object]:
    """What a browser sends when one opens the form and changes this."""
    form = browser.get(url).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changed


def test_one_form_fills_in_a_whole_group_and_the_page_reads_well(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    cost, who, link = a_field("money", "Cost"), a_field("person", "Found by"), a_field("link", "Ticket")
    url = f"{incident.url}/details/other"

    fields = {f"field-{cost.pk.hex}": "1200", f"field-{cost.pk.hex}_currency": "eur"}
    fields |= {f"field-{who.pk.hex}": str(user_of(bo).pk), f"field-{link.pk.hex}": "https://example.com/7"}
    assert browser.post(url, fields).status_code == 303

    page = shown(browser, incident.url)
    assert "1,200 EUR" in page or "1200 EUR" in page
    assert '<a href="https://example.com/7" rel="noopener noreferrer">' in page
    assert "Bo</span>" in page
    again = shown(browser, url)
    assert 'value="1200"' in again
    assert 'value="EUR"' in again
    assert f'for="id_field-{cost.pk.hex}_0"' in again


def test_what_happened_holds_summary_and_detection(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    monitor = the_field("detection_method").choices.get(name="Monitor")
    url = f"{incident.url}/details/what"

    browser.post(url, sent_back(browser, url, text="Cards fail", **{"field-detection_method": str(monitor.pk)}))

    page = shown(browser, incident.url)
    assert Incident.objects.get().summary == "Cards fail"
    assert "Detection method" in page
    assert "Monitor" in page


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("number", "many", "not a number"),
        ("link", "javascript:alert(1)", "full address"),
        ("date", "soon", "not a day"),
        ("choice", "00000000-0000-0000-0000-000000000000", "not in the list"),
        ("money", "12", "in which currency"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_what_was_typed_stays(
    client_of: ClientOf, ada: Actor, kind: str, typed: str, words: str
) -> None:
    incident, field = an_incident(commander=ada), a_field(kind)
    other = a_field("text", "Words")

    answer = client_of(ada).post(
        f"{incident.url}/details/other", {f"field-{field.pk.hex}": typed, f"field-{other.pk.hex}": "Typed with care"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Typed with care" in page
    assert not incident.values.exists()


def test_two_people_fill_in_one_group_without_losing_a_word(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident, mine, theirs = an_incident(commander=ada), a_field("text", "Mine"), a_field("text", "Theirs")
    browser, url = client_of(ada), f"{incident.url}/details/other"
    typed = sent_back(browser, url, **{f"field-{mine.pk.hex}": "Ada's"})
    set_fields(bo, incident, {theirs: "Bo's"})

    assert browser.post(url, typed).status_code == 303
    assert values_of([incident])[incident.pk] == {mine.pk: "Ada's", theirs.pk: "Bo's"}


def test_the_same_field_by_two_people_is_pointed_out_once(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident, field = an_incident(commander=ada), a_field("text", "Region")
    browser, url, slot = client_of(ada), f"{incident.url}/details/other", f"field-{field.pk.hex}"
    typed = sent_back(browser, url, **{slot: "Ada's"})
    set_fields(bo, incident, {field: "Bo's"})

    met = browser.post(url, typed)

    assert met.status_code == 409
    assert "Bo changed this" in met.content.decode()
    assert "Region: Bo&#x27;s" in met.content.decode()
    form = met.context["form"]
    assert browser.post(url, {name: form[name].value() or "" for name in form.fields}).status_code == 303
    assert values_of([incident])[incident.pk] == {field.pk: "Ada's"}


def test_a_retired_choice_is_offered_only_where_it_stands(client_of: ClientOf, ada: Actor) -> None:
    old, fresh, browser = an_incident(commander=ada), an_incident("Later", commander=ada), client_of(ada)
    field = a_field("choice", choices=("EU", "US"))
    eu = field.choices.get(name="EU")
    set_fields(ada, old, {field: eu})
    eu.retired_at = clock.now()
    eu.save()

    assert "EU (no longer offered)" in shown(browser, f"{old.url}/details/other")
    assert "EU" not in browser.get(f"{fresh.url}/details/other").context["form"].as_p()


def test_the_type_is_changed_and_what_it_no_longer_asks_stays_marked(client_of: ClientOf, ada: Actor) -> None:
    first, second = IncidentType.objects.get(is_default=True), a_type(guidance="Records were lost or wrong.")
    incident, browser = an_incident(commander=ada), client_of(ada)
    set_fields(ada, incident, {a_field("text", "Own", of=first): "Words"})

    assert "Records were lost or wrong." in shown(browser, f"{incident.url}/type")
    browser.post(f"{incident.url}/type", {"type": str(second.pk)})

    page = shown(browser, incident.url)
    assert "no longer asked" in page
    assert '<span class="tag">Data incident</span>' in page


def test_declaring_shows_what_the_chosen_type_asks_for(client_of: ClientOf, ada: Actor) -> None:
    kind, browser = a_type(guidance="Records were lost or wrong."), client_of(ada)
    field = a_field("choice", "Region", choices=("EU",), of=kind, required_at="declare")
    slot = f"field-{field.pk.hex}"

    assert slot not in shown(browser, "/incidents/new")
    part = shown(browser, "/incidents/type-fields", type=str(kind.pk))
    assert slot in part
    assert "Records were lost or wrong." in part
    sent = {"title": "Records are wrong", "severity": sev(1).pk, "type": str(kind.pk)}
    refused = browser.post("/incidents/new", sent)
    assert refused.status_code == 422
    assert "Region is needed" in refused.content.decode()
    assert browser.post("/incidents/new", sent | {slot: str(field.choices.get().pk)}).status_code == 303
    assert (Incident.objects.get().type, str(Incident.objects.get().values.get().choice)) == (kind, "EU")


def test_what_is_over_is_asked_what_resolving_asks(client_of: ClientOf, ada: Actor) -> None:
    field = a_field("text", "Region", required_at="resolve")
    sent = {"title": "It was down", "severity": sev(1).pk, "is_over": "1"}

    assert "Region is needed" in client_of(ada).post("/incidents/new", sent).content.decode()
    assert client_of(ada).post("/incidents/new", sent | {f"field-{field.pk.hex}": "EU"}).status_code == 303


def test_resolving_asks_for_what_is_missing_in_the_same_dialog(client_of: ClientOf, ada: Actor) -> None:
    incident, field = an_incident(commander=ada), a_field("text", "Region", required_at="resolve")
    browser, slot, url = client_of(ada), f"field-{field.pk.hex}", f"{incident.url}/resolution"

    assert "Still needed:" not in shown(browser, incident.url)  # an empty group stays quiet
    assert slot in shown(browser, url)
    refused = browser.post(url, {"outcome": "resolved"})
    assert refused.status_code == 422
    assert "Region is needed" in refused.content.decode()
    assert browser.post(url, {"outcome": "resolved", slot: "EU"}).status_code == 303
    assert not Incident.objects.get().is_open


def test_a_false_alarm_is_asked_nothing(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    a_field("text", "Region", required_at="resolve")

    assert client_of(ada).post(f"{incident.url}/resolution", {"outcome": "false_alarm"}).status_code == 303


def test_an_outsider_reads_but_does_not_fill_in(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    set_type(ada, incident, a_type())

    assert "/details/what" not in shown(client_of(cy), incident.url)
    for part in ("details/what", "type"):
        assert client_of(cy).get(f"{incident.url}/{part}").status_code == 403
    assert client_of(ada).get(f"{incident.url}/details/nothing").status_code == 404

from collections.abc import Callable

from django.test import Client

from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from tests.world import a_resolved_incident, an_incident, sev, status

ClientOf = Callable[[Actor | None], Client]
PAGE = "/incidents/changes"


def test_the_chosen_are_shown_then_changed_and_one_is_back_in_the_list(client_of: ClientOf, ada: Actor) -> None:
    numbers = [an_incident(f"Number {n}", commander=ada).number for n in range(2)]
    browser = client_of(ada)

    page = browser.get(f"{PAGE}?number={numbers[0]}&number={numbers[1]}&back=/incidents?status=open")
    given = {"numbers": page.context["numbers"], "back": page.context["back"], "severity": str(sev(1).pk)}
    answer = browser.post(PAGE, given)

    assert "Number 0" in page.content.decode()
    assert (answer.status_code, answer["Location"]) == (303, "/incidents?status=open")
    assert set(Incident.objects.values_list("severity__name", flat=True)) == {"SEV-1"}


def test_those_that_can_not_be_changed_are_named_and_the_others_offered(client_of: ClientOf, ada: Actor) -> None:
    open_one, over = an_incident(commander=ada), a_resolved_incident(by=ada)
    browser = client_of(ada)
    given = {"numbers": f"{open_one.number},{over.number}", "status": str(status("Stable").pk)}

    refused = browser.post(PAGE, given)
    given["numbers"] = refused.context["others"]

    assert refused.status_code == 409
    assert f"INC-{over.number}" in refused.content.decode()
    assert browser.post(PAGE, given).status_code == 303
    assert set(Incident.objects.values_list("status__name", flat=True)) == {"Stable", "Resolved"}


def test_three_thousand_are_refused_in_words(client_of: ClientOf, ada: Actor) -> None:
    an_incident(commander=ada)
    numbers = ",".join(map(str, range(1, 3001)))

    answer = client_of(ada).post(PAGE, {"numbers": numbers, "test": "yes"})

    assert answer.status_code == 422
    assert "3000 incidents are too many" in answer.content.decode()
    assert not Incident.objects.filter(is_test=True).exists()


def test_nonsense_is_answered_and_leads_nowhere_else(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    assert browser.get(f"{PAGE}?number=x&number=-1&number=99999999999&numbers=,,1").status_code == 200
    answer = browser.post(PAGE, {"numbers": "1", "severity": "x", "back": "//evil.example"})
    assert answer.status_code == 422
    assert answer.context["back"] == "/incidents"
    assert browser.post(PAGE, {"numbers": "1", "test": "yes"}).status_code == 409


def test_only_who_may_change_something_gets_boxes(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    an_incident(commander=ada)

    assert 'name="number"' in client_of(ada).get("/incidents").content.decode()
    assert 'name="number"' not in client_of(cy).get("/incidents").content.decode()

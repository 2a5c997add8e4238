from collections.abc import Callable

from django.test import Client

from afterword.incidents.actions.communications import Told, log_communication
from afterword.people.actor import Actor
from tests.world import an_incident

ClientOf = Callable[[Actor | None], Client]


def test_what_was_told_is_logged_corrected_and_taken_out(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    browser = client_of(ada)
    fields = {"message": "We are sorry.", "audience": "outside", "channel": "email", "people_count": "1200"}

    empty = browser.get(f"{incident.url}/notifications").content.decode()
    wrong = browser.post(f"{incident.url}/communications", {**fields, "people_count": "many"})
    browser.post(f"{incident.url}/communications", fields)
    logged = incident.communications.get()
    url = f"{incident.url}/communications/{logged.pk}"
    browser.post(url, {**fields, "message": "We are very sorry."})
    page = browser.get(f"{incident.url}/notifications").content.decode()
    gone = browser.post(f"{url}/removal")

    assert "Nobody outside was told yet" in empty
    assert wrong.status_code == 422
    assert "We are very sorry." in page
    assert page.count("1,200") == 2, "the row and the sum"
    assert "1,200 people" in page
    assert gone.status_code == 303
    assert not incident.communications.exists()
    assert browser.get(url).status_code == 404


def test_others_entries_are_out_of_a_viewers_reach(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    incident, private = an_incident(commander=ada), an_incident(commander=ada, is_private=True)
    logged = log_communication(ada, incident, Told("Hello"))

    page = client_of(cy).get(f"{incident.url}/notifications").content.decode()

    assert f"/communications/{logged.pk}" not in page
    assert client_of(cy).get(f"{incident.url}/communications/{logged.pk}").status_code == 403
    assert client_of(cy).get(f"{private.url}/communications").status_code == 404

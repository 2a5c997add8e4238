from collections.abc import Callable

from django.test import Client

from afterword.core import clock
from afterword.incidents.actions.milestones import mark_milestone
from afterword.people.actor import Actor
from tests.world import a_note, an_incident, utc

ClientOf = Callable[[Actor | None], Client]


def test_a_milestone_is_marked_and_read_on_the_page(client_of: ClientOf, ada: Actor) -> None:
    with clock.at(utc("2026-03-02 14:00")):
        incident = an_incident(commander=ada)
        form = client_of(ada).get(f"{incident.url}/milestones/new/detected").content.decode()
        fields = {"occurred_at": "2026-03-02T13:40", "occurred_at_zone": "UTC", "sets_time": "on"}
        fields["detail_detected_by"] = "The latency monitor"
        answer = client_of(ada).post(f"{incident.url}/milestones/new/detected", fields)
        page = client_of(ada).get(incident.url).content.decode()
        listed = client_of(ada).get(f"{incident.url}/milestones").content.decode()

    incident.refresh_from_db()
    assert "Also set “detected” of the incident to this time" in form
    assert answer.status_code == 303
    assert incident.detected_at == utc("2026-03-02 13:40")
    assert "marked the milestone “Detection”" in page
    assert "The latency monitor" in page
    assert listed.count("The latency monitor") == 1


def test_a_time_that_the_incident_knows_is_offered_for_its_milestone(client_of: ClientOf, ada: Actor) -> None:
    with clock.at(utc("2026-03-02 14:00")):
        incident = an_incident(commander=ada)
    with clock.at(utc("2026-03-02 16:00")):
        form = client_of(ada).get(f"{incident.url}/milestones/new/started").context["form"]
        later = client_of(ada).get(f"{incident.url}/milestones/new/deployed").context["form"]

    assert form["occurred_at"].initial == utc("2026-03-02 14:00")
    assert later["occurred_at"].initial is None


def test_a_refusal_stands_beside_its_field(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)

    answer = client_of(ada).post(f"{incident.url}/milestones/new/detected", {"detail_alert_link": "no address"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["detail_alert_link"]


def test_a_note_is_turned_into_a_milestone(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "The index is gone")
    browser = client_of(ada)

    offered = browser.get(incident.url).content.decode()
    chooser = browser.get(f"{incident.url}/milestones?note={note.number}").content.decode()
    browser.post(f"{incident.url}/milestones/new/cause_found?note={note.number}", {})
    page = browser.get(incident.url).content.decode()

    assert f"/milestones?note={note.number}" in offered
    assert f"/milestones/new/cause_found?note={note.number}" in chooser
    assert f"/milestones?note={note.number}" not in page
    assert "Root cause identified" in page


def test_change_and_take_back(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    milestone = mark_milestone(ada, incident, "planned", details={"plan": "Roll back"})
    url = f"{incident.url}/milestones/{milestone.pk}"
    assert milestone.entry
    browser = client_of(ada)

    shown = browser.get(url).content.decode()
    browser.post(url, {"detail_plan": "Roll forward"})
    history = browser.get(f"{incident.url}/entries/{milestone.entry.number}/history").content.decode()
    gone = browser.post(f"{url}/removal")

    assert "Roll back" in shown
    assert "Roll back" in history
    assert "Roll forward" in history
    assert gone.status_code == 303
    assert browser.get(url).status_code == 404


def test_a_reader_sees_them_and_an_outsider_of_a_private_one_nothing(
    client_of: ClientOf, ada: Actor, cy: Actor
) -> None:
    public, private = an_incident(commander=ada), an_incident(commander=ada, is_private=True)
    mark_milestone(ada, public, "planned", details={"plan": "Roll back"})

    page = client_of(cy).get(f"{public.url}/milestones")
    assert "Roll back" in page.content.decode()
    assert "/milestones/new/" not in page.content.decode()
    assert client_of(cy).get(f"{public.url}/milestones/new/escalated").status_code == 403
    assert client_of(cy).get(f"{private.url}/milestones").status_code == 404
    assert client_of(ada).get(f"{public.url}/milestones/new/sleeping").status_code == 404
    assert client_of(ada).get(f"{public.url}/milestones?note=999999999999").status_code == 404

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from afterword.core import clock
from afterword.incidents.actions.describe import set_summary
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.kinds import TimestampCorrected
from afterword.incidents.models import Category, Incident, Role
from afterword.people.actor import Actor
from tests.world import a_resolved_incident, a_service, a_team, an_incident, sev, status, user_of, utc

ClientOf = Callable[[Actor | None], Client]
NOON = utc("2026-03-02 12:00")


def at_noon(ada: Actor) -> Incident:
    with clock.at(NOON):
        return an_incident(commander=ada, severity=sev(3))


def test_severity_and_status_with_a_time_of_their_own(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = at_noon(ada), client_of(ada)

    browser.post(f"{incident.url}/severity", {"severity": sev(1).pk, "reason": "All regions"})
    fields = {"status": status("Stable").pk, "at": "2026-03-02T13:30", "at_zone": "Europe/Berlin"}
    answer = browser.post(f"{incident.url}/status", fields)

    assert (answer.status_code, answer["Location"]) == (303, incident.url)
    incident = Incident.objects.get()
    assert (incident.severity, incident.status.name) == (sev(1), "Stable")
    assert incident.mitigated_at == utc("2026-03-02 12:30")
    assert "All regions" in browser.get(incident.url).content.decode()


def test_the_likely_status_is_chosen_already(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)

    page = client_of(ada).get(f"{incident.url}/status?to=stable").content.decode()

    assert f'value="{status("Stable").pk}" checked' in page


def test_resolving_asks_when_the_impact_ended_and_offers_the_postmortem(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = at_noon(ada), client_of(ada)
    add_impact(ada, incident, "No payments", started_at=NOON)
    url = f"{incident.url}/resolution"

    assert "No payments" in browser.get(url).content.decode()
    fields = {"outcome": "resolved", "at": "2026-03-02T14:00", "impact_ended_at": "2026-03-02T13:00"}
    answer = browser.post(url, fields, follow=True)

    incident = Incident.objects.get()
    assert (incident.resolved_at, incident.impacts.get().ended_at) == (utc("2026-03-02 14:00"), utc("2026-03-02 13:00"))
    assert f"{incident.url}/postmortem/new" in answer.content.decode()


def test_an_end_that_can_not_be_is_said_beside_its_field(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = at_noon(ada), client_of(ada)

    before = browser.post(f"{incident.url}/resolution", {"outcome": "resolved", "at": "2026-03-02T11:00"})
    unknown = browser.post(f"{incident.url}/resolution", {"outcome": "duplicate", "duplicate_of": "INC-99"})
    nothing = browser.post(f"{incident.url}/resolution", {"outcome": "duplicate"})

    assert "before it started" in str(before.context["form"].errors["at"])
    assert "no incident “INC-99”" in str(unknown.context["form"].errors["duplicate_of"])
    assert "duplicate_of" in nothing.context["form"].errors
    assert {before.status_code, unknown.status_code, nothing.status_code} == {422}
    assert Incident.objects.get().is_open


def test_a_duplicate_is_linked_for_those_who_see_the_other(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    other, incident = an_incident(commander=ada, is_private=True), an_incident(commander=ada)

    client_of(ada).post(f"{incident.url}/resolution", {"outcome": "duplicate", "duplicate_of": other.reference})

    assert Incident.objects.get(pk=incident.pk).duplicate_of == other
    assert f'<a href="{other.url}">{other.reference}</a>' in client_of(ada).get(incident.url).content.decode()
    assert f'href="{other.url}"' not in client_of(bo).get(incident.url).content.decode()


def test_whoever_resolves_second_is_told_who_was_first(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    resolve(ada, incident)

    asked = client_of(bo).get(f"{incident.url}/resolution", follow=True)
    sent = client_of(bo).post(f"{incident.url}/resolution", {"outcome": "false_alarm"}, follow=True)

    for answer in (asked, sent):
        assert answer.redirect_chain == [(incident.url, 303)]
        assert "Ada resolved it already" in answer.content.decode()
    assert Incident.objects.get().outcome == "resolved"


def test_reopening_and_closing_without_a_report(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = a_resolved_incident(by=ada), client_of(ada)

    empty = browser.post(f"{incident.url}/completion", {"because": ""})
    browser.post(f"{incident.url}/completion", {"because": "A drill"})
    closed = Incident.objects.get().status.category
    browser.post(f"{incident.url}/reopening", {"status": status("Active").pk})

    assert empty.status_code == 422
    assert "Write something first" in empty.content.decode()
    assert closed == Category.COMPLETED
    assert Incident.objects.get().is_open


def test_closing_an_open_incident_says_what_to_do_first(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)

    answer = client_of(ada).post(f"{incident.url}/completion", {"because": "A drill"})

    assert answer.status_code == 409
    assert "Resolve the incident first" in answer.content.decode()
    assert "A drill" in answer.content.decode()


def test_an_update_says_when_the_next_one_comes(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = at_noon(ada), client_of(ada)

    with clock.at(NOON):
        empty = browser.post(f"{incident.url}/updates", {"message": " ", "due_in": "30"})
        fields = {"message": "Rolled back", "status": status("Stable").pk, "severity": sev(2).pk, "due_in": "30"}
        browser.post(f"{incident.url}/updates", fields)

    incident = Incident.objects.get()
    assert empty.status_code == 422
    assert (incident.update_message, incident.update_due_at) == ("Rolled back", NOON + timedelta(minutes=30))
    assert (incident.status.name, incident.severity) == ("Stable", sev(2))


def test_words_change_and_two_writers_meet(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    browser = client_of(ada)
    browser.post(f"{incident.url}/title", {"title": "A better title"})
    browser.post(f"{incident.url}/details/why", {"text": "A table was missing"})
    seen = browser.get(f"{incident.url}/details/what").context["form"]["since"].value()
    set_summary(bo, Incident.objects.get(), "Bo's summary")

    met = browser.post(f"{incident.url}/details/what", {"text": "Ada's summary", "since": seen})

    assert met.status_code == 409
    assert "Bo&#x27;s summary" in met.content.decode()
    assert "Ada&#x27;s summary" in met.content.decode()
    incident = Incident.objects.get()
    assert (incident.title, incident.root_cause, incident.summary) == (
        "A better title",
        "A table was missing",
        "Bo's summary",
    )


def test_people_take_over_are_assigned_and_leave(client_of: ClientOf, ada: Actor, bo: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    scribe = Role.objects.get(name="Scribe")

    client_of(bo).post(f"{incident.url}/command")
    client_of(bo).post(f"{incident.url}/roles", {"role": scribe.pk, "person": user_of(cy).pk})
    working = set(incident.responders.filter(left_at=None).values_list("user__name", "role__name"))
    client_of(cy).post(f"{incident.url}/roles/{scribe.pk}/{user_of(cy).pk}/end")

    assert working == {("Bo", "Commander"), ("Cy", "Scribe")}
    assert not Incident.objects.get().has_responder(cy)
    assert client_of(cy).post(f"{incident.url}/command").status_code == 403


def test_an_impact_from_beginning_to_removal(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = at_noon(ada), client_of(ada)
    fields = {"description": "No payments", "started_at": "2026-03-02T11:45", "is_downtime": "on"}
    browser.post(f"{incident.url}/impacts", fields)
    impact = incident.impacts.get()
    url = f"{incident.url}/impacts/{impact.pk}"

    backwards = browser.post(f"{url}/end", {"at": "2026-03-02T11:00"})
    browser.post(f"{url}/end", {"at": "2026-03-02T12:15"})
    browser.post(url, {**fields, "description": "Few payments", "ended_at": "2026-03-02T12:30"})

    assert "before it started" in str(backwards.context["form"].errors["at"])
    impact.refresh_from_db()
    assert (impact.description, impact.ended_at) == ("Few payments", utc("2026-03-02 12:30"))
    assert Incident.objects.get().started_at == utc("2026-03-02 11:45")
    browser.post(f"{url}/removal")
    assert not incident.impacts.exists()
    assert browser.get(url).status_code == 404


def test_a_time_is_corrected_with_its_history(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = at_noon(ada), client_of(ada)
    url = f"{incident.url}/timestamps/detected_at"

    browser.post(url, {"at": "2026-03-02T11:50", "reason": "The alert came earlier"})
    future = browser.post(url, {"at": "2999-01-01T00:00"})
    page = browser.get(url).content.decode()

    assert Incident.objects.get().detected_at == utc("2026-03-02 11:50")
    assert future.status_code == 422
    assert "The alert came earlier" in page
    assert browser.get(f"{incident.url}/timestamps/forgotten").status_code == 404


def test_an_estimated_start_is_confirmed_with_one_press(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = at_noon(ada), client_of(ada)
    assert "The start is estimated" in browser.get(incident.url).content.decode()

    browser.post(f"{incident.url}/timestamps/start-confirmation")

    assert not Incident.objects.get().start_is_estimated
    assert "The start is estimated" not in browser.get(incident.url).content.decode()
    assert incident.timeline.of_kind(TimestampCorrected).count() == 1


def test_saving_a_time_unchanged_does_not_shave_its_seconds(client_of: ClientOf, ada: Actor) -> None:
    with clock.at(NOON + timedelta(seconds=37, microseconds=5)):
        incident = resolve(ada, an_incident(commander=ada), Ending())
    browser = client_of(ada)

    browser.post(f"{incident.url}/timestamps/resolved_at", {"at": "2026-03-02T12:00:37"})

    assert Incident.objects.get().resolved_at == NOON + timedelta(seconds=37, microseconds=5)


def test_how_long_it_took_is_explained(client_of: ClientOf, ada: Actor) -> None:
    page = client_of(ada).get(f"{an_incident(commander=ada).url}/durations").content.decode()

    assert "detected − started" in page


def test_what_it_is_about_and_who_may_see_it(client_of: ClientOf, ada: Actor, bo: Actor, di: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)

    browser.post(f"{incident.url}/services", {"services": [a_service("Search").pk]})
    browser.post(f"{incident.url}/teams", {"teams": [a_team("Payments").pk]})
    browser.post(f"{incident.url}/test", {"is_test": "1"})
    browser.post(f"{incident.url}/privacy", {"is_private": "on", "people": [user_of(bo).pk]})

    incident = Incident.objects.get()
    assert [str(row) for row in (*incident.services.all(), *incident.teams.all())] == ["Search", "Payments"]
    assert incident.is_test
    assert client_of(bo).get(incident.url).status_code == 200
    assert client_of(di).get(incident.url).status_code == 404
    browser.post(f"{incident.url}/privacy", {})
    assert client_of(di).get(incident.url).status_code == 200


def test_links_come_and_go(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    evil = client_of(cy).post(f"{incident.url}/links", {"url": "javascript:alert(1)", "kind": "chat"})
    client_of(cy).post(f"{incident.url}/links", {"url": "https://example.com/d/1", "title": "Errors", "kind": "chat"})

    assert evil.status_code == 422
    assert 'href="https://example.com/d/1"' in client_of(ada).get(f"{incident.url}/remediation").content.decode()
    link = add_link(ada, incident, url="https://example.com/d/1")
    client_of(ada).post(f"{incident.url}/links/{link.pk}/removal")
    assert not incident.links.exists()

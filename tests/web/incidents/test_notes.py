from collections.abc import Callable

from django.test import Client

from afterword.core import clock
from afterword.incidents.actions.edit_note import edit_note
from afterword.incidents.kinds import NoteAdded
from afterword.people.actor import Actor
from tests.world import a_note, an_incident, utc

ClientOf = Callable[[Actor | None], Client]
IN_PLACE = {"HX-Request": "true"}


def test_a_note_may_tell_of_earlier_and_be_important(client_of: ClientOf, ada: Actor) -> None:
    with clock.at(utc("2026-03-02 12:00")):
        incident = an_incident(commander=ada)
        fields = {"text": "Rolled **back**", "occurred_at": "2026-03-02T13:50", "occurred_at_zone": "Europe/Berlin"}
        future = client_of(ada).post(f"{incident.url}/notes", fields)
        fields["occurred_at"] = "2026-03-02T12:50"
        answer = client_of(ada).post(f"{incident.url}/notes", {**fields, "is_important": "on"})

    entry = incident.timeline.of_kind(NoteAdded).get()
    assert future.status_code == 422
    assert "in the future" in future.content.decode()
    assert (entry.occurred_at, entry.is_important) == (utc("2026-03-02 11:50"), True)
    assert answer["Location"] == f"{incident.url}#entry-{entry.number}"
    page = client_of(ada).get(incident.url).content.decode()
    assert "Rolled <strong>back</strong>" in page
    assert "added later" in page


def test_a_note_goes_back_to_the_section_it_was_written_in(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    browser = client_of(ada)

    there = browser.post(
        f"{incident.url}/notes", {"text": "Hello"}, headers={"Referer": f"http://testserver{incident.url}/timeline"}
    )
    elsewhere = browser.post(
        f"{incident.url}/notes", {"text": "Hello"}, headers={"Referer": "http://evil.example/incidents/2"}
    )

    assert there["Location"] == f"{incident.url}/timeline#entry-2"
    assert elsewhere["Location"] == f"{incident.url}#entry-3"


def test_in_place_the_answer_is_the_timeline_or_what_is_wrong(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)

    added = client_of(ada).post(f"{incident.url}/notes", {"text": "Hello there"}, headers=IN_PLACE)
    refused = client_of(ada).post(f"{incident.url}/notes", {"text": "x" * 50_001}, headers=IN_PLACE)

    assert "Hello there" in added.content.decode()
    assert 'id="timeline-list"' in added.content.decode()
    assert (refused.status_code, refused["HX-Retarget"]) == (422, "#compose")
    assert "at most 50000 fit" in refused.content.decode()
    assert "x" * 50_001 in refused.content.decode()


def test_what_a_note_may_do_to_a_page_is_nothing(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    a_note(incident, '<script>alert(1)</script><b onclick="alert(2)">x</b>\n\n[y](javascript:alert(3))', by=ada)
    a_note(incident, "> " * 500 + "deep", by=ada)

    page = client_of(ada).get(f"{incident.url}/timeline").content.decode()

    assert "<script>alert" not in page
    assert "onclick" not in page
    assert "javascript:" not in page
    assert "deep" in page


def test_an_edit_shows_its_history(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "Rolled back to 4.1", by=ada)
    url = f"{incident.url}/entries/{note.number}"
    fields = {"text": "Rolled back to 4.2", "occurred_at": "2026-03-02T12:00", "occurred_at_zone": "UTC"}

    answer = client_of(ada).post(f"{url}/edit", fields)

    assert answer["Location"] == f"{incident.url}#entry-{note.number}"
    history = client_of(ada).get(f"{url}/history").content.decode()
    assert history.index("Rolled back to 4.2") < history.index("Rolled back to 4.1")
    note.refresh_from_db()
    assert note.occurred_at == utc("2026-03-02 12:00")


def test_two_who_edit_at_once_see_both_texts_and_lose_none(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "Looking", by=bo)
    url = f"{incident.url}/entries/{note.number}/edit"
    seen = client_of(ada).get(url).context["form"]["since"].value()
    edit_note(bo, incident, note.number, text="Bo found it")

    met = client_of(ada).post(url, {"text": "Ada looks", "since": seen})
    again = client_of(ada).post(url, {"text": "Both", "since": met.context["form"]["since"].value()})

    assert met.status_code == 409
    for words in ("Bo changed this while you were writing", "Bo found it", "Ada looks"):
        assert words in met.content.decode()
    assert again.status_code == 303


def test_only_ones_own_notes_are_offered_to_an_outsider(client_of: ClientOf, bo: Actor, cy: Actor) -> None:
    incident = an_incident()
    foreign, own = a_note(incident, by=bo), a_note(incident, by=cy)

    page = client_of(cy).get(incident.url).content.decode()

    assert f"/entries/{own.number}/edit" in page
    assert f"/entries/{foreign.number}/edit" not in page
    assert client_of(cy).get(f"{incident.url}/entries/{foreign.number}/edit").status_code == 403
    assert client_of(cy).get(f"{incident.url}/entries/1/edit").status_code == 404


def test_the_mark_is_set_and_taken_off(client_of: ClientOf, cy: Actor) -> None:
    incident = an_incident()
    note = a_note(incident)
    url = f"{incident.url}/entries/{note.number}/flag"

    part = client_of(cy).post(f"{url}?on=1", headers=IN_PLACE).content.decode()
    note.refresh_from_db()
    marked = note.is_important
    answer = client_of(cy).post(f"{url}?on=0")
    note.refresh_from_db()

    assert f'id="entry-{note.number}"' in part
    assert 'aria-pressed="true"' in part
    assert answer.status_code == 303
    assert (marked, note.is_important) == (True, False)
    assert client_of(cy).get(f"{url}?on=1").status_code == 405


def test_filters_show_what_they_say(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    a_note(incident, "Ada's note", by=ada)
    note = a_note(incident, "Bo's note", by=bo)
    client_of(bo).post(f"{incident.url}/entries/{note.number}/flag?on=1")

    def shown(query: str) -> set[int]:
        return {entry.number for entry in client_of(ada).get(f"{incident.url}/timeline?{query}").context["entries"]}

    assert shown("") == {1, 2, 3}
    assert shown("show=notes") == {2, 3}
    assert shown("show=milestones") == {1}
    assert shown("show=important") == {1, 3}
    assert shown(f"person={bo.user_id}") == {3}
    assert client_of(ada).get(f"{incident.url}/timeline?show=dreams").status_code == 422
    assert client_of(ada).get(f"{incident.url}/timeline?person=x").status_code == 422


def test_earlier_entries_are_fetched_without_gaps(client_of: ClientOf, ada: Actor) -> None:
    with clock.at(utc("2026-03-02 12:00")):
        incident = an_incident(commander=ada)
        for number in range(60):
            a_note(incident, f"Note {number}", by=ada)
    browser, url = client_of(ada), f"{incident.url}/timeline"

    first = browser.get(url)
    part = browser.get(f"{url}{first.context['earlier_href']}&more=1", headers=IN_PLACE)
    with clock.at(utc("2026-03-02 12:01")):
        a_note(incident, "The newest", by=ada)
    again = browser.get(first.context["refresh_url"], headers=IN_PLACE)

    numbers = [entry.number for entry in (*first.context["entries"], *part.context["entries"])]
    assert numbers == list(range(61, 0, -1))
    assert [entry.number for entry in again.context["entries"]] == list(range(62, 11, -1))
    assert "timeline-more" not in part.content.decode()


def test_a_long_note_is_shown_by_its_beginning(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    a_note(incident, "One line")
    short = client_of(ada).get(incident.url).content.decode()
    a_note(incident, "A line of a log\n" * 30)
    page = client_of(ada).get(incident.url).content.decode()

    assert "entry-whole" not in short
    assert page.count("entry-whole") == 1

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.incidents.actions.merge_notes import merge_notes
from afterword.incidents.kinds import NoteAdded, PictureRemoved
from afterword.people.actor import Actor
from tests.core.pictures import a_bomb, a_picture
from tests.world import a_note, an_incident

ClientOf = Callable[[Actor | None], Client]


def a_file(data: bytes, name: str = "graph.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


def test_a_note_with_a_picture_is_sent_by_a_plain_form_and_shown(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada, is_private=True)
    fields = {"text": "", "pictures": [a_file(a_picture())], "alt": ["Errors rise"]}

    assert client_of(ada).post(f"{incident.url}/notes", fields).status_code == 303

    picture = incident.attachments.get()
    url = f"{incident.url}/pictures/{picture.sha256}"
    page = client_of(ada).get(f"{incident.url}/timeline").content.decode()
    assert f'<img src="{url}" alt="Errors rise" width="64" height="48" loading="lazy"' in page
    answer = client_of(ada).get(url)
    assert answer.getvalue().startswith(b"\x89PNG")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Cache-Control"] == "private, no-cache"
    assert client_of(ada).get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client_of(bo).get(url).status_code == 404
    assert client_of(ada).get(f"{an_incident(commander=ada).url}/pictures/{picture.sha256}").status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"text", "no JPEG, PNG"), (b"", "no JPEG, PNG"), (a_bomb(), "too many pixels"), (b"x" * 4194305, "than 4 MB")],
    ids=["text", "nothing", "bomb", "too large"],
)
def test_a_bad_picture_is_told_and_the_words_stay(client_of: ClientOf, ada: Actor, data: bytes, words: str) -> None:
    incident = an_incident(commander=ada)

    answer = client_of(ada).post(f"{incident.url}/notes", {"text": "Look here", "pictures": [a_file(data)]})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "graph.png: " in page
    assert words in page
    assert "Look here" in page
    assert not incident.timeline.of_kind(NoteAdded).exists()


def test_a_picture_is_added_while_editing_and_taken_off(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "Look", by=ada)
    url = f"{incident.url}/entries/{note.number}"
    browser = client_of(ada)

    browser.post(f"{url}/edit", {"text": "Look here", "pictures": [a_file(a_picture())]})
    picture = incident.attachments.get()
    assert (
        "The timeline says that it was there"
        in browser.get(f"{url}/pictures/{picture.sha256}/removal").content.decode()
    )
    browser.post(f"{url}/pictures/{picture.sha256}/removal")

    note.refresh_from_db()
    assert note.data["text"] == "Look here"
    assert not incident.attachments.exists()
    assert incident.timeline.of_kind(PictureRemoved).exists()


def test_a_quotation_is_told_with_its_author_and_source(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    quote = {"text": "We see it too", "author": "Acme support", "link": "https://status.example.com/x"}

    assert client_of(ada).post(f"{incident.url}/notes", quote).status_code == 303
    bad = client_of(ada).post(f"{incident.url}/notes", {**quote, "link": "javascript:alert(1)"})

    page = client_of(ada).get(incident.url).content.decode()
    assert "quoted Acme support" in page
    assert "<blockquote><p>We see it too</p>" in page
    assert 'href="https://status.example.com/x"' in page
    assert bad.status_code == 422


def test_many_are_marked_and_merged_by_a_plain_form(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    numbers = [a_note(incident, f"Note {each}", by=ada).number for each in range(3)]
    browser, url = client_of(ada), f"{incident.url}/selection?select=1&show=notes"

    page = browser.get(f"{incident.url}/timeline?select=1&show=notes").content.decode()
    assert page.count('name="entry"') == 3
    flagged = browser.post(url, {"do": "flag", "entry": numbers})
    assert flagged["Location"] == f"{incident.url}/timeline?show=notes&select=1"
    browser.post(url, {"do": "merge", "entry": numbers})
    refused = browser.post(url, {"do": "merge", "entry": numbers[:1]})

    page = browser.get(f"{incident.url}/timeline").content.decode()
    assert "2 merged notes" in page
    assert page.index("2 merged notes") < page.index("Note 2")
    assert refused.status_code == 422
    assert "at least two notes" in refused.content.decode()
    assert f'value="{numbers[0]}"' in refused.content.decode()
    browser.post(f"{incident.url}/entries/{numbers[0]}/apart")
    assert incident.timeline.shown().of_kind(NoteAdded).count() == 3


def test_a_note_is_moved_in_place_and_the_answer_leads_back(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, by=ada)
    was, url = note.occurred_at, f"{incident.url}/entries/{note.number}/time"

    moved = client_of(ada).post(url, {"at": (was - timedelta(minutes=3)).isoformat()}).json()
    assert moved["said"].endswith("UTC")
    yesterday = client_of(ada).post(url, {"at": (was - timedelta(days=1)).isoformat()}).json()
    assert f"{was - timedelta(days=1):%b}," in yesterday["said"], "another day is named"
    again = client_of(ada).post(url, {"at": moved["before"]})
    assert again.status_code == 200
    note.refresh_from_db()
    assert note.occurred_at == was
    assert client_of(cy).post(url, {"at": moved["before"]}).status_code == 403
    for wrong in ("", "noon", "2026-03-02T12:00", "2999-01-01T00:00:00+00:00", "1960-01-01T00:00:00+00:00"):
        refused = client_of(ada).post(url, {"at": wrong})
        assert refused.status_code == 422
        assert refused.json()["problem"]
    assert client_of(ada).post(f"{incident.url}/entries/1/time", {"at": moved["before"]}).status_code == 409


def test_pictures_and_merged_notes_cost_the_same_however_many(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    browser = client_of(ada)
    counts = []
    for _round in range(2):
        notes = [a_note(incident, str(each), by=ada).number for each in range(4)]
        merge_notes(ada, incident, notes[:2])
        merge_notes(ada, incident, notes[2:])
        with CaptureQueriesContext(
            connection,
        ) as captured:
            browser.get(f"{incident.url}/timeline")
        counts.append(len(captured))

    assert counts[0] == counts[1]

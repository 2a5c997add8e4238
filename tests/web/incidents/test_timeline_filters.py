import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from afterword.core import clock
from afterword.incidents.actions.acknowledge import acknowledge
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.edit_note import retime_note
from afterword.incidents.actions.merge_notes import merge_notes
from afterword.incidents.kind_groups import group_of
from afterword.incidents.milestones import Phase
from afterword.incidents.models import Incident
from afterword.incidents.phases import phase_at, phases_of
from afterword.people.actor import Actor
from tests.world import a_note, an_incident, user_of, utc

ClientOf = Callable[[Actor | None], Client]


def found(answer: Any, *texts: str) -> set[str]:
    page = answer.content.decode()
    return {text for text in texts if f"<p>{text}</p>" in page}


def test_filters_hold_together_and_can_be_taken_off(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    a_note(incident, "Alpha one", by=bo, at=incident.declared_at - timedelta(minutes=5))
    acknowledge(ada, incident)
    for text, actor in (("Beta one", bo), ("Beta two", bo), ("Beta one more", ada)):
        add_note(actor, incident, text)
    asked = {"q": "one beta", "person": str(user_of(bo).pk), "kind": "notes", "phase": "investigation"}

    answer = client_of(ada).get(f"{incident.url}/timeline", asked)

    texts = ("Alpha one", "Beta one", "Beta two", "Beta one more")
    assert found(answer, *texts) == {"Beta one"}
    page = answer.content.decode()
    assert page.count('class="chip"') == 4
    assert f"/timeline?person={asked['person']}&amp;kind=notes&amp;phase=investigation" in page
    assert found(client_of(ada).get(f"{incident.url}/timeline", {"phase": "detection"}), *texts) == {"Alpha one"}
    assert found(client_of(ada).get(f"{incident.url}/timeline", {"kind": "impact"}), *texts) == set()


@pytest.mark.parametrize("wrong", [{"kind": "x"}, {"phase": "x"}, {"person": "x"}, {"show": "x"}])
def test_what_is_no_filter_is_refused(client_of: ClientOf, ada: Actor, wrong: dict[str, str]) -> None:
    assert client_of(ada).get(f"{an_incident().url}/timeline", wrong).status_code == 422


def test_phases_follow_each_other_without_gaps_whatever_is_known() -> None:
    known = Incident(acknowledged_at=utc("2026-03-02 12:10"), mitigated_at=utc("2026-03-02 12:40"))
    phases = phases_of(known)
    assert phase_at(phases, utc("2026-03-02 12:09")) == Phase.DETECTION
    assert phase_at(phases, utc("2026-03-02 12:10")) == Phase.INVESTIGATION
    assert phase_at(phases, utc("2026-03-02 13:40")) == Phase.MITIGATION
    assert phase_at(phases_of(Incident()), utc("2026-03-02 13:40")) == Phase.DETECTION
    odd = phases_of(Incident(acknowledged_at=utc("2026-03-02 15:00"), resolved_at=utc("2026-03-02 14:00")))
    assert phase_at(odd, utc("2026-03-02 13:59")) == Phase.DETECTION
    assert phase_at(odd, utc("2026-03-02 14:00")) == Phase.POST_INCIDENT


def test_a_kind_nobody_sorted_is_still_found() -> None:
    assert group_of("something.new") == "other"


def test_the_whole_timeline_is_a_file_with_merged_notes_marked(client_of: ClientOf, ada: Actor) -> None:
    with clock.at(utc("2026-03-02 12:00")):
        incident = an_incident(commander=ada, zone="Europe/Berlin")
        first = a_note(incident, "=HYPERLINK(1)", by=ada, at=clock.now() - timedelta(minutes=5))
        second = add_note(ada, incident, "Same", author="Acme", link="https://example.com/1")
        merge_notes(ada, incident, [first.number, second.number])
    browser = client_of(ada)

    answer = browser.get(f"{incident.url}/timeline.json")
    rows = {row["number"]: row for row in json.loads(answer.getvalue())}
    table = browser.get(f"{incident.url}/timeline.csv?show=notes").getvalue().decode()

    assert answer["Content-Disposition"] == 'attachment; filename="inc-1-timeline.json"'
    assert set(rows) == {1, first.number, second.number}
    assert (rows[second.number]["merged_into"], rows[second.number]["quoted_author"]) == (first.number, "Acme")
    assert rows[first.number]["occurred_at_utc"].startswith("2026-03-02T11:55:00")
    assert "'=HYPERLINK(1)" in table
    assert "declared the incident" not in table


def test_nobody_downloads_what_they_can_not_see(client_of: ClientOf, bo: Actor) -> None:
    assert client_of(bo).get(f"{an_incident(is_private=True).url}/timeline.csv").status_code == 404


def test_stretches_on_an_open_page_never_overlap_nor_lose_an_entry(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    notes = [a_note(incident, f"Note {each}", by=ada) for each in range(60)]

    def shown(address: str) -> list[int]:
        page = browser.get(address, headers={"HX-Request": "true"}).content.decode()
        return [int(number) for number in re.findall(r'<li class="entry[^>]* id="entry-(\d+)"', page)]

    def asked_again(page: str, part: str) -> str:
        found = re.search(rf'id="{part}" [^>]*data-refresh-url="([^"]+)"', page)
        assert found, part
        return found[1].replace("&amp;", "&")

    page = browser.get(f"{incident.url}/timeline").content.decode()
    first = asked_again(page, "timeline-list")
    more = re.search(r'hx-get="([^"]+)"', page[page.index("timeline-more") :])
    assert more
    earlier = browser.get(more[1].replace("&amp;", "&"), headers={"HX-Request": "true"}).content.decode()
    rest = asked_again(earlier, "timeline-before-12")
    assert [*shown(first), *shown(rest)] == list(range(61, 0, -1))

    retime_note(ada, incident, notes[-1].number, notes[0].occurred_at - timedelta(days=1))
    retime_note(ada, incident, notes[0].number, notes[-1].occurred_at + timedelta(microseconds=1))
    a_note(incident, "Newest", by=ada)
    now = [*shown(first), *shown(rest)]
    assert (now[:2], now[-2:]) == ([64, 2], [1, 61])
    assert sorted(now) == [*range(1, 62), 64], "each once"


def test_a_short_timeline_that_grows_on_an_open_page_keeps_its_beginning(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    page = browser.get(f"{incident.url}/timeline").content.decode()
    for each in range(52):
        a_note(incident, f"Note {each}", by=ada)

    address = re.search(r'id="timeline-list"[^>]*data-refresh-url="([^"]+)"', page)
    assert address
    assert 'id="entry-1"' in browser.get(address[1].replace("&amp;", "&")).content.decode()

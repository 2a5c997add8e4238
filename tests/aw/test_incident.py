"""An incident from declaration to its postmortem, in a terminal."""

import json
import re

import pytest


@pytest.fixture
def declared(server, ada) -> int:
    """The number of an incident that was just declared."""
    with server.api(ada) as api:
        answer = api.post("/api/v1/incidents", json={"title": "Checkout is down", "severity": "SEV-2"})
    return int(answer.json()["number"])


def test_from_declaration_to_postmortem(aw, server, tmp_path):
    done = aw("declare", "Search is slow", "--severity", "sev-1", "--impact", "Results take a minute")
    assert done.code == 0, done.err
    found = re.match(r"Declared (INC-\d+) as SEV-1\.", done.out)
    assert found
    reference = found[1]
    assert f"{server.url}/incidents/{reference.removeprefix('INC-')}" in done.out

    assert aw("note", reference, "Index rebuilt", "--important").code == 0
    assert aw("note", reference, "-", stdin="From a pipe\nwith two lines\n").code == 0
    assert aw("status", reference, "stable").out == f"{reference} is stable.\n"
    resolved = aw("status", reference, "resolved", "--reason", "fast again")
    assert re.fullmatch(rf"{reference} is resolved since \d{{4}}-\d\d-\d\d \d\d:\d\d CES?T\.\n", resolved.out)

    shown = aw("show", reference).out
    for words in ("Search is slow", "SEV-1", "Results take a minute", "Index rebuilt", "with two lines", "Commander"):
        assert words in shown
    assert re.search(r"Resolved\s+\d{4}-\d\d-\d\d \d\d:\d\d CES?T", shown)

    printed = aw("generate", reference)
    assert printed.code == 0, printed.err
    assert printed.out.startswith("---\n")
    assert "# Search is slow" in printed.out
    assert "PM-" in printed.err
    file = tmp_path / "report.md"
    assert aw("generate", reference, "-o", str(file)).code == 0
    assert file.read_text() == printed.out
    again = aw("generate", reference, "-o", str(file))
    assert again.code == 1
    assert "--force" in again.err
    assert "PM-" in aw("show", reference).out


def test_json_is_what_the_api_answers(aw, server, ada, declared):
    with server.api(ada) as api:
        read = api.get(f"/api/v1/incidents/{declared}").json()
    shown = json.loads(aw("show", str(declared), "--json").out)
    del shown["metrics"], read["metrics"]  # time goes on
    assert shown == read
    note = json.loads(aw("note", str(declared), "x", "--json").out)
    assert note["text"] == "x"
    assert json.loads(aw("status", str(declared), "stable", "--json").out)["status_category"] == "stable"


def test_an_incident_that_is_already_over(aw):
    times = ("--started", "2026-03-02T10:00:00Z", "--resolved", "2026-03-02 12:30")
    done = aw("declare", "Was down", *times, "--json")
    read = json.loads(done.out)
    assert (read["started_at"], read["resolved_at"]) == ("2026-03-02T10:00:00Z", "2026-03-02T11:30:00Z")


def test_the_list_filters_aligns_and_follows_pages(aw, declared):
    aw("declare", "Only a drill", "--test")
    text = aw("list", "--status", "open", "--severity", "SEV-2").out
    assert text.splitlines()[0].split() == ["INCIDENT", "SEVERITY", "STATUS", "DECLARED", "COMMANDER", "TITLE"]
    assert f"INC-{declared}" in text
    assert "Only a drill [test]" in aw("list", "--test", "only").out
    assert aw("list", "--severity", "SEV-4").out == "No incidents match.\n"
    page = json.loads(aw("list", "--limit", "1", "--json").out)
    assert len(page["items"]) == 1


def test_a_duplicate(aw, declared):
    other = json.loads(aw("declare", "Again", "--json").out)["number"]
    done = aw("status", str(other), "resolved", "--duplicate-of", f"INC-{declared}")
    assert done.code == 0, done.err
    assert f"duplicate of INC-{declared}" in aw("show", str(other)).out


def test_opening_it_again(aw, declared):
    aw("status", str(declared), "resolved")
    assert aw("status", str(declared), "active").out == f"INC-{declared} is active.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("show", "999999"), 1, "not shared with you"),
        (("show", "INC-x"), 2, "is not an incident"),
        (("declare", ""), 1, "title"),
        (("declare", "X", "-s", "SEV-9"), 1, "SEV-0, SEV-1"),
        (("declare", "X", "--started", "yesterday"), 2, "is not a time"),
        (("declare", "X", "--started", "2999-01-01 10:00"), 1, "future"),
        (("declare", "X", "--started", "2026-03-29 02:30"), 2, "skip 02:30"),
        (("declare", "X", "--started", "2026-10-25 02:30"), 2, "twice"),
        (("list", "--severity", "SEV-9"), 1, "SEV-9"),
        (("list", "--limit", "0"), 2, "limit"),
        (("lst",), 2, "lst"),
        (("generate", "999999"), 1, "not shared"),
    ],
)
def test_what_can_not_be_is_said_in_words(aw, arguments, code, says):
    done = aw(*arguments)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert "Traceback" not in done.err


def test_input_that_is_no_text(aw, declared):
    assert aw("note", str(declared), "-", stdin=b"\xff\xfe").code == 1
    assert aw("declare", b"\xff\xfe").code == 2


def test_an_open_incident_has_no_postmortem_yet(aw, declared):
    done = aw("generate", str(declared))
    assert done.code == 1
    assert "still open" in done.err


def test_titles_do_not_steer_the_terminal(aw):
    aw("declare", "[red]Not red[/red] {x} :smile:")
    assert "[red]Not red[/red] {x} :smile:" in aw("list").out


def test_no_server_at_all(aw):
    done = aw("list", AFTERWORD_URL="http://127.0.0.1:1")
    assert done.code == 3
    assert "Can't reach" in done.err


def test_times_are_those_of_this_machine(aw, declared):
    at = "2026-03-02T14:05:00+00:00"
    for zone, clock in (("Europe/Berlin", "15:05 CET"), ("Asia/Tokyo", "23:05 JST"), ("UTC", "14:05 UTC")):
        assert clock in aw("note", str(declared), "x", "--at", at, TZ=zone).out


def test_the_list_follows_pages(aw, server, ada):
    with server.api(ada) as api:
        for number in range(30):
            api.post("/api/v1/incidents", json={"title": f"Row {number}", "severity": "SEV-0"})
    text = aw("list", "--severity", "SEV-0", "--limit", "28").out.splitlines()
    assert len(text) == 30
    assert "--limit" in text[-1]
    page = json.loads(aw("list", "--severity", "SEV-0", "--limit", "28", "--json").out)
    assert [row["title"] for row in page["items"]] == [f"Row {number}" for number in range(29, 1, -1)]

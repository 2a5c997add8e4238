"""Rows become incidents through the same verbs as everybody's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from afterword.core.errors import NotAllowed
from afterword.incidents.kinds import Imported, NoteAdded
from afterword.incidents.models import Incident, Service
from afterword.people.actor import Actor
from afterword.people.models import Team
from afterword.transfer.import_file import Fate, Tally, Told, import_incidents
from afterword.transfer.reading import Line
from tests.world import a_service, user_of, utc

SYSTEM = Actor.system()


def row(**fields: Any) -> dict[str, Any]:
    known = {
        "id": "142",
        "title": "Checkout fails",
        "started_at": "2026-03-02T10:00Z",
        "resolved_at": "2026-03-02T11:00Z",
    }
    return {name: value for name, value in {**known, **fields}.items() if value is not None}


def importing(*rows: dict[str, Any], actor: Actor = SYSTEM) -> tuple[Tally, list[Told]]:
    told: list[Told] = []
    lines = [Line(number, each) for number, each in enumerate(rows, start=1)]
    tally = import_incidents(actor, lines, source="statuspage", on_told=lambda each, _: told.append(each))
    return tally, told


def imported(actor: Actor = SYSTEM, **fields: Any) -> Incident:
    _, told = importing(row(**fields), actor=actor)
    assert told[0].fate == Fate.IMPORTED, told[0].words
    return Incident.objects.get(source_key=f"{fields.get('source', 'statuspage')}:{fields.get('id', '142')}")


def refusal(actor: Actor = SYSTEM, **fields: Any) -> str:
    before = Incident.objects.count()
    _, told = importing(row(**fields), actor=actor)
    assert told[0].fate == Fate.REFUSED
    assert Incident.objects.count() == before
    return told[0].words


def notes(incident: Incident) -> list[str]:
    return [str(entry.data["text"]) for entry in incident.timeline.of_kind(NoteAdded).order_by("number")]


pytestmark = pytest.mark.django_db


def test_a_whole_row_becomes_a_whole_incident() -> None:
    incident = imported(
        source="oldtool",
        severity="sev-1",
        timezone="Europe/Berlin",
        started_at="2026-03-02 10:00",
        detected_at="2026-03-02 10:01",
        declared_at="2026-03-02 10:02",
        acknowledged_at="2026-03-02 10:03",
        mitigated_at="2026-03-02 10:30",
        resolved_at="2026-03-02 11:00",
        services=["Checkout", "Checkout", " Mobile  app "],
        teams=["Payments"],
        summary="Nobody could pay.",
        body_markdown="It was **long**.",
        root_cause="A timeout.",
        impact="No payments",
        timeline=[{"at": "10:10", "text": "Rolled back"}, {"at": "10:20", "text": "Waited", "is_important": False}],
        test=True,
    )

    times = [getattr(incident, f"{name}_at") for name in ("started", "detected", "declared", "acknowledged")]
    assert times == [utc(f"2026-03-02 09:0{minute}") for minute in range(4)]
    assert (incident.mitigated_at, incident.resolved_at) == (utc("2026-03-02 09:30"), utc("2026-03-02 10:00"))
    assert (incident.severity.name, incident.status.category, incident.zone) == ("SEV-1", "resolved", "Europe/Berlin")
    assert (incident.commander, incident.declared_by, incident.start_is_estimated) == (None, None, False)
    assert {service.name for service in incident.services.all()} == {"Checkout", "Mobile app"}
    assert [team.name for team in incident.teams.all()] == ["Payments"]
    assert incident.summary == "Nobody could pay.\n\nIt was **long**."
    assert (incident.root_cause, incident.is_test, incident.is_demo) == ("A timeout.", True, False)
    impact = incident.impacts.get()
    assert (impact.description, impact.started_at, impact.ended_at) == (
        "No payments",
        incident.started_at,
        incident.resolved_at,
    )
    assert notes(incident) == ["Rolled back", "Waited"]
    assert [entry.is_important for entry in incident.timeline.of_kind(NoteAdded).order_by("number")] == [True, False]
    assert incident.timeline.of_kind(Imported).get().data == {"source": "oldtool"}


def test_a_row_that_is_here_is_left_alone() -> None:
    first = imported(title="As it was")
    tally, _ = importing(row(title="As it is told now"), row(id="143"))

    assert (tally.imported, tally.known, tally.refused) == (1, 1, 0)
    first.refresh_from_db()
    assert first.title == "As it was"


def test_the_same_id_from_another_source_is_another_incident() -> None:
    importing(row(), row(source="oldtool"))

    assert Incident.objects.count() == 2


def test_refused_rows_are_told_with_line_and_field_while_the_rest_goes_in() -> None:
    tally, told = importing(row(id="1"), row(id="2", title=" "), row(id="3", severity="Purple"), row(id="4"))

    assert (tally.imported, tally.refused) == (2, 2)
    assert [each.line for each in told if each.fate == Fate.REFUSED] == [2, 3]
    assert told[1].words.startswith("title: ")
    assert "Purple" in told[2].words
    assert "SEV-0, SEV-1" in told[2].words


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"id": None}, "id"),
        ({"id": "x" * 200}, "id"),
        ({"title": "x" * 257}, "title"),
        ({"title": ["Outage"]}, "title"),
        ({"started_at": None, "resolved_at": None}, "started_at"),
        ({"started_at": "when it rained"}, "started_at"),
        ({"resolved_at": "2999-01-01T00:00Z"}, "resolved_at"),
        ({"timezone": "Atlantis"}, "timezone"),
        ({"status": "investigating"}, "status"),
        ({"status": "active"}, "status"),
        ({"services": {"name": "Checkout"}}, "services"),
        ({"services": ["x" * 81]}, "services"),
        ({"teams": [7]}, "teams"),
        ({"summary": "x" * 20_001}, "summary"),
        ({"impact": "x" * 2_001}, "impact"),
        ({"private": "perhaps"}, "private"),
        ({"timeline": "Rolled back"}, "timeline"),
        ({"timeline": ["Rolled back"]}, "timeline"),
        ({"timeline": [{"at": "10:05", "text": "Still looking"}] * 5_001}, "timeline"),
        ({"timeline": [{"at": "sometime", "text": "Rolled back"}]}, "timeline"),
        ({"timeline": [{"at": "2026-03-02T10:00Z", "text": "x" * 50_001}]}, "text"),
    ],
)
def test_a_row_that_can_not_be_names_the_field(fields: dict[str, Any], named: str) -> None:
    assert refusal(**fields).startswith(f"{named}: ")


def test_nobody_waits_for_more_than_a_thousand_lines_of_a_timeline() -> None:
    line = {"at": "10:05", "text": "Still looking"}
    rows = [row(id=str(number), timeline=[line] * 400) for number in range(4)]
    safe: list[int] = []

    import_incidents(
        SYSTEM,
        [Line(number, each) for number, each in enumerate(rows)],
        source="statuspage",
        on_told=lambda *_: safe.append(Incident.objects.count()),
    )

    assert safe == [3, 3, 3, 4]


def test_a_row_is_in_whole_or_not_at_all() -> None:
    late = {"at": "2999-01-01T00:00Z", "text": "Not yet"}
    refusal(services=["Nowhere else"], timeline=[{"at": "10:10", "text": "Rolled back"}, late])

    assert not Service.objects.filter(name="Nowhere else").exists()


def test_an_end_before_the_start_is_kept_as_a_warning() -> None:
    _, told = importing(row(started_at="2021-09-23T10:01Z", resolved_at="2021-09-20T13:00Z"))

    incident = Incident.objects.get()
    assert told[0].fate == Fate.IMPORTED
    assert incident.resolved_at == incident.started_at == utc("2021-09-23 10:01")
    assert notes(incident) == [told[0].words]
    assert "2021-09-23 10:01 UTC" in told[0].words
    assert "2021-09-20 13:00 UTC" in told[0].words


def test_an_end_without_a_time_is_kept_as_a_warning() -> None:
    incident = imported(status="resolved", resolved_at=None, mitigated_at="2026-03-02T10:20Z")

    assert incident.resolved_at == utc("2026-03-02 10:20")
    assert "not since when" in notes(incident)[0]


def test_a_timeline_alone_gives_an_estimated_start_and_an_end() -> None:
    lines = [{"at_raw": "2018-01-17 17:14pm", "text": "Noticed"}, {"at_raw": "18:57", "text": "Mended"}]
    incident = imported(started_at=None, resolved_at=None, timezone="PST", timeline=lines)

    assert (incident.started_at, incident.resolved_at) == (utc("2018-01-18 01:14"), utc("2018-01-18 02:57"))
    assert incident.start_is_estimated


def test_hours_on_a_timeline_belong_to_the_day_in_the_id() -> None:
    lines = [{"at": "11:50 PM", "text": "Noticed"}, {"at": "12:10 AM", "text": "Mended"}]
    incident = imported(id="2020-10-28-freeze", started_at=None, resolved_at=None, timeline=lines)

    assert (incident.started_at, incident.resolved_at) == (utc("2020-10-28 23:50"), utc("2020-10-29 00:10"))


def test_what_led_to_the_incident_stands_shortly_before_its_start() -> None:
    lines = [{"at": "09:40", "text": "Deployed"}, {"at": "10:40", "text": "Rolled back"}]
    incident = imported(timeline=lines)

    told = [entry.occurred_at for entry in incident.timeline.of_kind(NoteAdded).order_by("number")]
    assert told == [utc("2026-03-02 09:40"), utc("2026-03-02 10:40")]


def test_a_line_may_have_a_zone_of_its_own() -> None:
    lines = [{"date": "2021-05-29", "time": "16:37", "tz": "Denver", "text": "Restarted"}]
    incident = imported(started_at="2021-05-29T22:41Z", resolved_at="2021-05-30T02:11Z", timeline=lines)

    assert incident.timeline.of_kind(NoteAdded).get().occurred_at == utc("2021-05-29 22:37")


@pytest.mark.parametrize(("status", "category"), [("active", "active"), ("", "active"), ("Stable", "stable")])
def test_an_incident_without_end_stays_open(status: str, category: str) -> None:
    assert imported(status=status, resolved_at=None).status.category == category


def test_a_completed_incident_stays_completed() -> None:
    incident = imported(status="completed")

    assert incident.status.category == "completed"
    assert "statuspage" in incident.no_postmortem_because


def test_a_service_that_is_here_is_used_whatever_its_case() -> None:
    checkout = a_service("Checkout")

    assert [service.pk for service in imported(services=["checkout"]).services.all()] == [checkout.pk]


def test_nobody_commands_what_an_administrator_imports(di: Actor) -> None:
    incident = imported(di)

    assert (incident.commander, incident.declared_by) == (None, user_of(di))


def test_a_private_row_needs_somebody_who_may_see_it(di: Actor, ada: Actor) -> None:
    assert "administrator" in refusal(private=True)

    incident = imported(di, private=True, teams=["Security"])
    assert Incident.objects.visible_to(di).filter(pk=incident.pk).exists()
    assert not Incident.objects.visible_to(ada).filter(pk=incident.pk).exists()
    assert incident.members.get().team == Team.objects.get(name="Security")


@pytest.mark.parametrize("name", ["ada", "cy", "robo"])
def test_only_administrators_import(name: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        importing(row(), actor=request.getfixturevalue(name))
    assert not Incident.objects.exists()


def test_what_no_database_wants_is_left_out() -> None:
    incident = imported(title="Out\0age\ud800", services=["Check\0out"], timeline=[{"at": "10:10", "text": "a\0b"}])

    assert incident.title == "Outage"
    assert incident.services.get().name == "Checkout"
    assert notes(incident) == ["ab"]


def test_fields_that_nothing_is_made_of_are_named() -> None:
    tally, _ = importing(row(postmortem_grade="A"))

    assert tally.passed_over == {"postmortem_grade"}


def test_script_in_any_field_is_shown_as_text(ada: Actor, client_of: Callable[[Actor], Client]) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    incident = imported(
        id=evil,
        title=evil,
        summary=evil,
        root_cause=evil,
        impact=evil,
        source="<script>alert(1)</script>",
        services=[evil],
        timeline=[{"at": "10:10", "text": evil}],
    )
    assert incident.title == evil

    page = client_of(ada).get(incident.url).content.decode()
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "onerror=alert(2)>" not in page

"""The steps of an incident's life: status, resolution, reopening, acknowledgement, completion, updates, times."""

from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.incidents.actions.declare import ImpactDraft
from tests.api.asking import data_of, post, problem_of, send
from tests.world import a_resolved_incident, an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def a_while_ago(minutes: int) -> str:
    return (clock.now() - timedelta(minutes=minutes)).isoformat()


def test_status_by_category_or_by_name_with_a_time(client):
    incident = an_incident()
    at = a_while_ago(5)
    stable = post(client, f"{incident.url}/status", {"status": "stable", "at": at, "reason": "quiet"}, status=200)
    assert stable["status_category"] == "stable"
    assert stable["mitigated_at"] == at.replace("+00:00", "Z")
    assert post(client, f"{incident.url}/status", {"status": "Active"}, status=200)["status"] == "Active"


def test_a_status_that_is_none_and_one_that_is_a_resolution(client):
    incident = an_incident()
    problem = problem_of(send(client, "POST", f"{incident.url}/status", {"status": "melting"}), 422, "invalid")
    assert "Active, Stable" in problem["fields"]["status"]
    problem_of(send(client, "POST", f"{incident.url}/status", {"status": "resolved"}), 409, "use_resolve")


def test_resolving_without_a_word_ends_it_now(client):
    incident = an_incident(impact=ImpactDraft("slow"))
    resolved = post(client, f"{incident.url}/resolution", status=200)
    assert (resolved["status_category"], resolved["outcome"]) == ("resolved", "resolved")
    assert resolved["impacts"][0]["ended_at"] == resolved["resolved_at"]


def test_resolving_with_everything_said(client):
    other, incident = an_incident(), an_incident()
    body = {"at": clock.now().isoformat(), "outcome": "duplicate", "duplicate_of": other.number, "reason": "same"}
    resolved = post(client, f"{incident.url}/resolution", body, status=200)
    assert (resolved["outcome"], resolved["duplicate_of"]) == ("duplicate", other.number)
    problem_of(send(client, "POST", f"{incident.url}/resolution", {"outcome": "cancelled"}), 409, "already_over")


def test_a_duplicate_of_what_is_not_shared_is_a_duplicate_of_nothing(client, ada):
    private, incident = an_incident(commander=ada, is_private=True), an_incident()
    body = {"outcome": "duplicate", "duplicate_of": private.number}
    problem_of(send(client, "POST", f"{incident.url}/resolution", body), 404, "not_found")


def test_reopening(client):
    incident = a_resolved_incident()
    reopened = post(client, f"{incident.url}/reopening", {"reason": "it is back"}, status=200)
    assert (reopened["status_category"], reopened["resolved_at"]) == ("active", None)
    post(client, f"{incident.url}/reopening", status=200)
    assert incident.timeline.filter(kind="incident.reopened").count() == 1


def test_acknowledging_counts_once(client, ada):
    incident = an_incident(commander=ada)
    incident.acknowledged_at = None
    incident.save()
    first = post(client, f"{incident.url}/acknowledgement", status=200)
    again = post(client, f"{incident.url}/acknowledgement", {"at": a_while_ago(0)}, status=200)
    assert first["acknowledged_at"] == again["acknowledged_at"] is not None


def test_completing_needs_a_reason_and_an_end(client):
    still_open = an_incident()
    problem_of(send(client, "POST", f"{still_open.url}/completion", {"because": "x"}), 409, "not_resolved")
    incident = a_resolved_incident()
    completed = post(client, f"{incident.url}/completion", {"because": "a drill"}, status=200)
    assert (completed["status_category"], completed["no_postmortem_because"]) == ("completed", "a drill")


def test_an_update_may_change_status_and_severity(client):
    incident = an_incident()
    due = (clock.now() + timedelta(hours=1)).isoformat()
    body = {"message": "Rolling back", "status": "stable", "severity": "SEV-1", "next_due_at": due}
    updated = post(client, f"{incident.url}/updates", body)
    assert updated["current_update"]["message"] == "Rolling back"
    assert updated["current_update"]["next_due_at"]
    assert (updated["status_category"], updated["severity"]) == ("stable", "SEV-1")
    problem = problem_of(send(client, "POST", f"{incident.url}/updates", {"message": " "}), 422, "invalid")
    assert set(problem["fields"]) == {"message"}


def test_times_are_corrected_and_cleared(client):
    incident = an_incident()
    put = data_of(send(client, "PUT", f"{incident.url}/timestamps/started_at", {"at": "2026-03-02T10:00:00Z"}), 200)
    assert (put["started_at"], put["start_is_estimated"]) == ("2026-03-02T10:00:00Z", False)
    cleared = data_of(send(client, "PUT", f"{incident.url}/timestamps/detected_at", {"at": None}), 200)
    assert cleared["detected_at"] is None
    problem_of(send(client, "PUT", f"{incident.url}/timestamps/ended_at", {"at": None}), 422, "invalid")
    problem_of(send(client, "PUT", f"{incident.url}/timestamps/detected_at", {}), 422, "invalid")


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("status", {"status": "stable"}),
        ("resolution", {}),
        ("acknowledgement", {}),
        ("updates", {"message": "x"}),
        ("reopening", {}),
        ("completion", {"because": "x"}),
    ],
)
def test_private_incidents_are_not_there_for_others(client, ada, step, body):
    incident = an_incident(commander=ada, is_private=True)
    problem_of(send(client, "POST", f"{incident.url}/{step}", body), 404, "not_found")


def test_whoever_only_looks_may_not_resolve(client_of, cy, ada):
    incident = an_incident(commander=ada)
    problem_of(send(client_of(cy), "POST", f"{incident.url}/resolution"), 403, "not_allowed")

from decimal import Decimal

import pytest

from afterword.documents.tree import tree_of
from afterword.followups.models import FollowUpKind
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.communications import Told, log_communication
from afterword.incidents.actions.flag_entry import flag_entry
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.objectives import Promise, add_objective
from afterword.incidents.actions.relations import relate
from afterword.incidents.actions.set_business_impact import BusinessFigures, set_business_impact
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.blocks.registry import blocks
from afterword.postmortems.live import facts_of, told
from afterword_text.live_blocks import live_block
from afterword_text.markdown import write
from afterword_text.tree import node, string, walk
from tests.asked import the_field
from tests.followups.making import a_followup
from tests.postmortems.telling import nodes_of
from tests.postmortems.test_executive_summary import a_told_outage
from tests.world import a_resolved_incident, utc


def said(name: str, incident: Incident, language: str = "en", **params: str) -> str:
    return write(nodes_of(name, [incident], params=dict(params), language=language))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_live_block_says_something_about_a_full_and_about_an_empty_incident(ada: Actor, language: str) -> None:
    for incident in (a_told_outage(ada), a_resolved_incident(by=ada)):
        report = start(ada, [incident], language=language)
        tree = node("doc", [live_block(each.name) for each in blocks() if each.is_live])

        words = write(told(report, tree, facts_of(report)))

        assert all(write(told(report, node("doc", [each]), facts_of(report))).strip() for each in tree["content"])
        assert "___" not in words
        assert "{{" not in words


def test_key_metrics_tell_figures_and_ask_for_what_is_missing(ada: Actor) -> None:
    words = said("key-metrics", a_told_outage(ada))

    for row in (
        "| Highest severity | SEV-1 |",
        "| Earliest start | 2 March 2026, 11:36 CET |",
        "| Total duration | 30 min |",
        "| Time to detect | 1 min |",
        "| Time to resolve | 29 min |",
        "| Affected users | 18,000 |",
        "| Failed requests | 1,200 |",
    ):
        assert row in words
    assert "<!-- guide: Nobody has recorded this yet: revenue lost." in words


def test_the_timeline_by_phase_tells_milestones_with_their_fields(ada: Actor) -> None:
    words = said("timeline", a_told_outage(ada), by="phase")

    at = [words.index(f"**{phase}**") for phase in ("Detection", "Investigation", "Mitigation", "After the incident")]
    assert at == sorted(at)
    assert "**2 March 2026, 11:50 CET – Mitigation deployed**" in words
    assert "- **Action taken: **" in words or "**Action taken:** The load balancer was rolled back" in words
    assert "Not recorded: how it was deployed, responsible party." in words


def test_a_milestone_and_the_note_of_the_same_moment_are_one_line_of_the_flat_timeline(ada: Actor) -> None:
    incident = a_told_outage(ada)
    found = {"finding": "Only sign-in fails. Nothing else does."}
    mark_milestone(ada, incident, "discovery", occurred_at=utc("2026-03-02 10:44"), details=found)

    report = start(ada, [incident], language="en", zone="Europe/Berlin")

    words = write(told(report, node("doc", [live_block("timeline")]), facts_of(report)))

    assert "- **11:50** **Mitigation deployed** – Ada: Rolled back the **load balancer**\n" in words
    assert "- **11:44** **Key discovery**: Only sign-in fails\n" in words
    assert words.count("Mitigation deployed") == 1


def test_what_an_import_wrote_down_is_told_without_an_author(ada: Actor) -> None:
    incident = a_told_outage(ada)
    add_note(Actor.system(), incident, text="Nodes restart", occurred_at=utc("2026-03-02 10:41"), is_important=True)
    report = start(ada, [incident], language="en", zone="Europe/Berlin")

    words = write(told(report, node("doc", [live_block("timeline")]), facts_of(report)))

    assert "- **11:41** Nodes restart\n" in words


def test_nobody_on_record_is_not_told_as_nobody(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    incident.responders.all().delete()

    assert "Responders" not in said("key-metrics", incident)


def test_between_milestones_stands_what_happened_then(ada: Actor) -> None:
    incident = a_told_outage(ada)
    for minute, words in ((48, "Looked at the routing rules"), (52, "Sign-ins come back")):
        note = add_note(ada, incident, text=words, occurred_at=utc(f"2026-03-02 10:{minute}"))
        flag_entry(ada, incident, note.number, is_important=True)
    report = start(ada, [incident], language="en", zone="Europe/Berlin")

    words = write(told(report, node("doc", [live_block("timeline", {"by": "phase"})]), facts_of(report)))

    order = ("Root cause identified", "Looked at the routing rules", "Mitigation deployed", "Sign-ins come back")
    at = [words.index(each) for each in order]
    assert at == sorted(at)


def test_of_several_incidents_the_longest_time_is_told_and_each_line_names_its_incident(ada: Actor) -> None:
    earlier, later = a_told_outage(ada), a_resolved_incident("Sign-in fails again", by=ada)

    metrics = write(nodes_of("key-metrics", [earlier, later]))
    report = start(ada, [earlier, later], choice="all", language="en")
    phases = write(told(report, node("doc", [live_block("timeline", {"by": "phase"})]), facts_of(report)))

    assert "| Time to resolve (longest) | 29 min |" in metrics
    assert f"{earlier.reference} · " in phases
    assert f"{later.reference} · " in phases


def test_a_start_that_is_only_estimated_is_marked_as_an_assumption(ada: Actor) -> None:
    top = nodes_of("key-metrics", [a_resolved_incident(by=ada)])

    worn = [mark for each in walk(top) for mark in each.get("marks", [])]
    assert [string(mark, "state") for mark in worn if mark["type"] == "claim"] == ["assumption"]


def test_impact_is_told_part_by_part(ada: Actor) -> None:
    incident = a_told_outage(ada)
    figures = BusinessFigures(currency="EUR", revenue_lost=Decimal(12000), support_tickets=40, executives_involved=True)
    set_business_impact(ada, incident, figures)

    assert "**Revenue lost:** 12,000 EUR" in said("impact", incident, part="revenue")
    assert "**Support tickets:** 40" in said("impact", incident, part="customers")
    assert "**Executives involved:** yes" in said("impact", incident, part="operations")
    assert "**Affected users:** 18,000" in said("impact", incident, part="users")
    assert said("impact", incident, part="slo").startswith("<!-- guide:")


def test_the_budget_of_a_service_is_told_as_it_was_when_it_was_over(ada: Actor, di: Actor) -> None:
    incident = a_told_outage(ada)
    service = incident.services.get()
    add_objective(di, service, Promise("Sign-in works", Decimal("99.9")))

    words = said("impact", incident, part="slo")

    assert "| Accounts | Sign-in works (SLO) | 99.9 % | 99.931 % | 69.4 % | 30.6 % |" in words


def test_follow_ups_are_told_by_horizon_and_kind_with_all_their_fields(ada: Actor) -> None:
    incident = a_told_outage(ada)
    details = {"purpose": "Errors of routing", "query": "sum(errors) > 5", "threshold": "5"}
    a_followup(incident, "Watch routing", by=ada, kind=FollowUpKind.MONITOR, details=details, horizon="week")

    assert "Watch routing" in said("followups", incident, horizon="week")
    assert "Check upstreams" not in said("followups", incident, horizon="week")
    full = said("followups", incident, kind="monitor", **{"as": "full"})
    assert "**Query:** `sum(errors) > 5`" in full
    assert "⚪ Not started" in full
    assert "<!-- guide: Not recorded: who is notified, and how. Add it to the follow-up. -->" in full
    assert said("followups", incident, kind="dashboard").startswith("<!-- guide: Which dashboard")


def test_the_response_is_judged_by_rows(ada: Actor) -> None:
    incident = a_told_outage(ada)
    set_fields(ada, incident, {the_field("detection_method"): "Monitor"})
    message = Told("Sign-in fails, we are on it.", "outside", "status_page", told_at=utc("2026-03-02 10:45"))
    log_communication(ada, incident, message)

    words = said("effectiveness", incident)

    assert "**Detected by:** Monitor" in words
    assert "| Status page told after the alert | 8 min | 2 March 2026, 11:37 – 11:45 CET |" in words
    assert "Sign-in fails, we are on it." in said("communication", incident, audience="outside")
    assert said("communication", incident, audience="inside").startswith("<!-- guide:")


def test_linked_incidents_are_told_unless_they_are_private(ada: Actor) -> None:
    incident, other = a_told_outage(ada), a_resolved_incident("Sign-in failed before", by=ada)
    hidden = a_resolved_incident("Payroll was readable", by=ada)
    relate(ada, incident, other)
    relate(ada, incident, hidden)
    Incident.objects.filter(pk=hidden.pk).update(is_private=True)

    words = said("similar", incident)

    assert "Sign-in failed before" in words
    assert "Payroll" not in words


def test_a_block_within_a_list_is_told_and_an_unknown_one_is_kept_and_said(ada: Actor) -> None:
    report = start(ada, [a_told_outage(ada)])
    inside = node("blockquote", [live_block("services")])

    words = write(told(report, node("doc", [inside, live_block("of-tomorrow")]), facts_of(report)))

    assert "> | Accounts |" in words
    assert "does not know the block “of-tomorrow”" in words
    assert tree_of(report.document)

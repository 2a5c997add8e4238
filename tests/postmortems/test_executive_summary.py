from datetime import timedelta
from decimal import Decimal

from afterword.followups.actions.set_state import set_state
from afterword.incidents.actions.impacts import ImpactFigures, add_impact
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.models import Incident, Milestone, Service
from afterword.people.actor import Actor
from tests.asked import the_field
from tests.followups.making import a_followup
from tests.postmortems.telling import links_in, nodes_of, words_of_block
from tests.postmortems.test_start import an_outage
from tests.world import a_resolved_incident, utc


def a_told_outage(ada: Actor) -> Incident:
    """The outage with figures, milestones, a cause in its field, and two follow-ups, one of them done."""
    incident = an_outage(ada)
    figures = ImpactFigures(users_affected=18000, users_percent=Decimal(45), failed_requests=1200)
    start, end = utc("2026-03-02 10:40"), utc("2026-03-02 11:00")
    add_impact(ada, incident, "Nobody can pay", started_at=start, ended_at=end, figures=figures)
    cause = "A routing rule pointed to an upstream that does not exist. It was merged on Monday."
    set_fields(ada, incident, {the_field("root_cause_technical"): cause})
    mark_milestone(ada, incident, "cause_found", occurred_at=utc("2026-03-02 10:47"))
    action = {"action": "The load balancer was rolled back to its last configuration."}
    mark_milestone(ada, incident, "deployed", occurred_at=utc("2026-03-02 10:50"), details=action)
    a_followup(incident, "Check upstreams before a deployment", by=ada)
    set_state(ada, a_followup(incident, "Alert on routing errors", by=ada), "complete")
    return incident


WHAT_HAPPENED = (
    "What happened: From 2 March 2026, 11:36 CET to 12:06 CET (30 min), “Sign-in fails” hit Accounts and reached "
    "18,000 users (45 % of all) and 1,200 failed requests."
)
WHY = "Why it happened: A routing rule pointed to an upstream that does not exist (found at 11:47 CET)."
DONE_WHEN = "11:50 CET, 13 min after it was detected"
WHAT_WE_DID = f"What we did: The load balancer was rolled back to its last configuration ({DONE_WHEN})."
WHAT_FOLLOWS = (
    "What we are doing to prevent it: 2 follow-ups are agreed, 1 is done: Check upstreams before a deployment; "
    "Alert on routing errors."
)


def test_four_sentences_are_made_of_rows(ada: Actor) -> None:
    said = words_of_block("executive-summary", [a_told_outage(ada)])

    assert said == [WHAT_HAPPENED, WHY, WHAT_WE_DID, WHAT_FOLLOWS]


def test_every_number_leads_to_where_the_report_shows_it(ada: Actor) -> None:
    incident = a_told_outage(ada)
    anchors = {"impact": "impact", "timeline": "course", "key-metrics": "figures", "followups": "actions"}

    links = links_in(nodes_of("executive-summary", [incident], anchors=anchors))

    assert links["18,000 users (45 % of all)"] == "#impact"
    assert links["2 March 2026, 11:36 CET"] == "#course"
    assert links["30 min"] == "#figures"
    assert links["2 follow-ups are agreed"] == "#actions"
    assert links["13 min"].endswith(incident.url)  # this template has no such block


def test_what_is_not_known_is_a_question(ada: Actor) -> None:
    made = nodes_of("executive-summary", [a_resolved_incident(by=ada)])

    assert [each["type"] for each in made["content"]] == ["paragraph", "guide", "guide", "guide"]


def test_a_start_that_nobody_confirmed_is_marked_as_assumed(ada: Actor) -> None:
    first = nodes_of("executive-summary", [a_resolved_incident(by=ada)])["content"][0]

    assert [
        worn["attrs"]["state"] for each in first["content"] for worn in each.get("marks", []) if worn["type"] == "claim"
    ] == ["assumption"]


def test_several_incidents_are_told_as_one_course(ada: Actor) -> None:
    one = a_told_outage(ada)
    two = an_outage(ada)
    Incident.objects.filter(pk=two.pk).update(title="Sign-in fails again")
    add_impact(
        ada, two, "Again", started_at=utc("2026-03-02 11:00"), ended_at=utc("2026-03-02 11:00") + timedelta(minutes=16)
    )

    said = words_of_block("executive-summary", [one, two])[0]

    assert said.startswith(
        "What happened: Between 2 March 2026, 11:36 CET and 12:16 CET, incidents that belong together lasted 40 min in "
        "all and reached 18,000 users (45 % of all) and 1,200 failed requests: Sign-in fails, Sign-in fails again."
    )


def test_quotes_within_a_title_become_inner_ones(ada: Actor) -> None:
    incident = a_resolved_incident("Orders stay “unpaid”", by=ada)

    assert "“Orders stay ‘unpaid’”" in words_of_block("executive-summary", [incident])[0]


def test_a_cause_that_begins_with_a_very_short_sentence_is_told_with_the_next_one(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    cause = "回调按商户编号分区。一个大商户开始促销后，它所在的分区写满，其他商户的回调也被挡住。告警只看平均值。"
    set_fields(ada, incident, {the_field("root_cause_technical"): cause})

    said = words_of_block("executive-summary", [incident], language="zh-hans")

    assert said[1] == "发生原因：回调按商户编号分区。一个大商户开始促销后，它所在的分区写满，其他商户的回调也被挡住。"


def test_no_space_stands_between_two_chinese_signs(ada: Actor) -> None:
    incident = a_told_outage(ada)
    Service.objects.filter(incidents=incident).update(name="支付")

    first = words_of_block("executive-summary", [incident], language="zh-hans")[0]

    assert "波及支付，影响了 18,000 名用户" in first


def test_a_time_on_another_day_is_told_with_its_day(ada: Actor) -> None:
    incident = a_told_outage(ada)
    action = {"action": "The credential was renewed"}
    Milestone.objects.filter(incident=incident, kind="deployed").delete()
    mark_milestone(ada, incident, "deployed", occurred_at=utc("2026-03-03 10:00"), details=action)

    assert "(3 March 2026, 11:00 CET, " in words_of_block("executive-summary", [incident])[2]

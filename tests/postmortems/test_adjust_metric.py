from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.people.actor import Actor
from afterword.postmortems.actions.adjust_metric import adjust_metric, take_back_adjustment
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from afterword.postmortems.export import front_matter
from afterword.postmortems.key_metrics import KeyMetric, key_metrics
from afterword.postmortems.kinds import MetricAdjusted, MetricAdjustmentEnded
from afterword.postmortems.live import facts_of, told
from afterword.postmortems.models import Postmortem
from afterword_text.live_blocks import live_block
from afterword_text.markdown import write
from afterword_text.tree import node
from tests.postmortems.reporting import a_report
from tests.postmortems.test_executive_summary import a_told_outage
from tests.world import sev

WHY = "Counted again in the billing data"


def metric(report: Postmortem, key: str) -> KeyMetric:
    fresh = Postmortem.objects.get(pk=report.pk)
    return next(each for each in key_metrics(facts_of(fresh)) if each.key == key)


def test_an_adjusted_metric_is_told_with_its_reason_and_the_computed_one_beside_it(ada: Actor) -> None:
    report = start(ada, [a_told_outage(ada)], language="en")

    adjust_metric(ada, report, "users", 21000, reason=WHY)
    adjust_metric(ada, report, "users", 21000, reason=WHY)

    found = metric(report, "users")
    assert (found.shown, found.computed) == ("21,000", "18,000")
    assert report.incidents.get().timeline.of_kind(MetricAdjusted).count() == 1
    fresh = Postmortem.objects.get(pk=report.pk)
    words = write(told(fresh, node("doc", [live_block("key-metrics")]), facts_of(fresh)))
    assert "| Affected users | 21,000 (adjusted by Ada on" in words
    assert f": {WHY}; computed: 18,000) |" in words


def test_an_adjusted_severity_is_told_wherever_the_report_tells_its_severity(
    client_of: Callable[[Actor], Client], ada: Actor
) -> None:
    report = start(ada, [a_told_outage(ada)], language="en")

    adjust_metric(ada, report, "severity", sev(3), reason=WHY)

    fresh = Postmortem.objects.get(pk=report.pk)
    blocks = node("doc", [live_block("metadata"), live_block("severity")])
    words = write(told(fresh, blocks, facts_of(fresh)))
    assert "**Severity:** SEV-3 (adjusted)" in words
    assert "| **SEV-3** |" in words
    assert front_matter(fresh)["severity"] == "SEV-3"
    head = client_of(ada).get(report.url).content.decode().partition("<live-page")[0]
    assert "SEV-3" in head
    assert "adjusted" in head


def test_a_later_adjustment_takes_the_place_of_the_one_before_and_both_are_kept(ada: Actor) -> None:
    report = a_report(by=ada)

    adjust_metric(ada, report, "users", 10, reason=WHY)
    adjust_metric(ada, report, "users", 12, reason=WHY)

    assert metric(report, "users").shown == "12"
    assert [each.value for each in report.adjustments.all()] == [10, 12]


def test_taken_back_the_computed_value_is_told_again(ada: Actor) -> None:
    report = start(ada, [a_told_outage(ada)], language="en")
    adjust_metric(ada, report, "users", 21000, reason=WHY)

    take_back_adjustment(ada, report, "users")
    take_back_adjustment(ada, report, "users")

    assert metric(report, "users").shown == "18,000"
    assert report.incidents.get().timeline.of_kind(MetricAdjustmentEnded).count() == 1


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("severity", "sev-3", "SEV-3"),
        ("start", "2026-03-02T10:00:00+01:00", "2 March 2026, 09:00 UTC"),
        ("duration", 4320, "1 h 12 min"),
        ("users_percent", "3.5", "3.5 %"),
        ("revenue", "12000 eur", "12,000 EUR"),
        ("budget", "Twice the budget of March", "Twice the budget of March"),
    ],
)
def test_each_kind_of_metric_takes_what_it_is(ada: Actor, key: str, value: str | int, shown: str) -> None:
    report = a_report(by=ada)

    adjust_metric(ada, report, key, value, reason=WHY)

    assert metric(report, key).shown.startswith(shown)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("severity", "SEV-9"),
        ("start", "yesterday"),
        ("start", "2026-03-02T10:00:00"),
        ("duration", -1),
        ("users", "many"),
        ("users", 1.5),
        ("users", "NaN"),
        ("users", "1e40"),
        ("users", True),
        ("users_percent", "101"),
        ("revenue", "12000"),
        ("budget", " "),
    ],
)
def test_what_it_can_not_be_is_refused_in_words(ada: Actor, key: str, value: str | float) -> None:
    report = a_report(by=ada)

    with pytest.raises(Invalid) as refused:
        adjust_metric(ada, report, key, value, reason=WHY)

    assert list(refused.value.fields) == ["value"]
    assert not report.adjustments.exists()


def test_the_future_an_end_before_the_start_and_no_reason_are_refused(ada: Actor) -> None:
    report = start(ada, [a_told_outage(ada)], language="en")

    for key, value, reason in (
        ("end", (clock.now() + timedelta(days=1)).isoformat(), WHY),
        ("end", "2026-03-02T09:00:00Z", WHY),
        ("start", "2026-03-02T23:00:00Z", WHY),
        ("users", 3, "  "),
    ):
        with pytest.raises(Invalid):
            adjust_metric(ada, report, key, value, reason=reason)


def test_whoever_may_not_write_a_published_report_and_one_without_incident_are_refused(ada: Actor, cy: Actor) -> None:
    report = a_report(by=ada)

    with pytest.raises(NotAllowed):
        adjust_metric(cy, report, "users", 3, reason=WHY)
    with pytest.raises(NotFound):
        adjust_metric(ada, report, "weather", 3, reason=WHY)
    with pytest.raises(NotFound):
        adjust_metric(ada, create_report(ada, "The launch"), "users", 3, reason=WHY)
    publish(ada, report)
    with pytest.raises(Conflict):
        adjust_metric(ada, report, "users", 3, reason=WHY)

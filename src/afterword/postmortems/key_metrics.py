"""The key metrics of a report: what rows make of them, and what people corrected for this report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.incidents.models import Severity
from afterword.postmortems.adjustments import MetricAdjustment
from afterword.postmortems.facts import Facts
from afterword.postmortems.models import Postmortem
from afterword.postmortems.phrases import length, stamp


class MetricKind(StrEnum):
    """How a metric is told and corrected; what an adjustment keeps is in brackets."""

    SEVERITY = "severity"  # its id
    MOMENT = "moment"  # ISO 8601 with zone
    DURATION = "duration"  # whole seconds
    NUMBER = "number"  # a whole number
    PERCENT = "percent"  # a decimal as text
    MONEY = "money"  # an amount and its currency, as they are told
    WORDS = "words"  # text


OF_EACH = ("detect", "acknowledge", "mitigate", "resolve")  # of every incident by itself; the longest is told
Value = Severity | datetime | int | Decimal | str | None


@dataclass(frozen=True)
class MetricPlan:
    key: str
    label: str | Promise
    kind: MetricKind
    compute: Callable[[Facts], Value]


@dataclass(frozen=True)
class KeyMetric:
    """One metric as it is told: `value` and `shown` are the adjusted one where there is one, else the computed one."""

    key: str
    label: str
    kind: MetricKind
    value: Value
    computed_value: Value
    computed: str
    shown: str
    adjustment: MetricAdjustment | None = None


def key_metrics(facts: Facts) -> list[KeyMetric]:
    """All of them, in the order they are told; words are empty where nothing is known."""
    adjusted = adjustments_of(facts)
    severities = _severities(adjusted.values())
    return [_metric(facts, plan, adjusted.get(plan.key), severities) for plan in PLANS]


def adjustments_of(facts: Facts) -> dict[str, MetricAdjustment]:
    """Those that hold now, by metric."""
    rows = facts.report.adjustments.all() if facts.report else ()
    return {each.key: each for each in rows if each.ended_at is None}


def adjusted_severity(report: Postmortem | None) -> Severity | None:
    """What people corrected the severity of the report to; None where they left it as the incidents say."""
    rows = report.adjustments.all() if report else ()
    kept = next((each.value for each in rows if each.key == "severity" and each.ended_at is None), None)
    return Severity.objects.filter(pk=kept).first() if kept else None


def metric_label(key: str) -> str:
    """What people call it; its key where a later release has it no more."""
    return str(PLAN_OF[key].label) if key in PLAN_OF else key


def told(facts: Facts, kind: MetricKind, value: Value) -> str:
    """A value in the report's language and zone."""
    match value:
        case None:
            return ""
        case Severity():
            return value.label
        case datetime():
            return stamp(value, facts.zone)
        case Decimal():
            return f"{value.normalize():f} %" if kind == MetricKind.PERCENT else f"{value.normalize():,f}"
        case int():
            return length(value) if kind == MetricKind.DURATION else f"{value:,}"
    return value


def _metric(
    facts: Facts, plan: MetricPlan, adjustment: MetricAdjustment | None, severities: dict[str, Severity]
) -> KeyMetric:
    value = plan.compute(facts) if facts.incidents else None
    label = str(plan.label) if len(facts.incidents) < 2 or plan.key not in OF_EACH else _longest_label(plan)
    computed = told(facts, plan.kind, value)
    if adjustment is None:
        return KeyMetric(plan.key, label, plan.kind, value, value, computed, computed)
    kept = read_value(plan.kind, adjustment.value, severities)
    shown = told(facts, plan.kind, kept) or computed
    return KeyMetric(plan.key, label, plan.kind, kept, value, computed, shown, adjustment)


def _longest_label(plan: MetricPlan) -> str:
    return _("%(metric)s (longest)") % {"metric": plan.label}


def _severities(adjustments: Iterable[MetricAdjustment]) -> dict[str, Severity]:
    wanted = [each.value for each in adjustments if each.key == "severity"]
    return {str(each.pk): each for each in Severity.objects.filter(pk__in=wanted)} if wanted else {}


def read_value(kind: MetricKind, kept: object, severities: dict[str, Severity]) -> Value:
    """What an adjustment keeps, as a value."""
    if kind == MetricKind.SEVERITY:
        return severities.get(str(kept))
    if kind == MetricKind.MOMENT:
        return datetime.fromisoformat(str(kept))
    if kind in (MetricKind.DURATION, MetricKind.NUMBER):
        return int(str(kept))
    return Decimal(str(kept)) if kind == MetricKind.PERCENT else str(kept)


def _longest(key: str) -> Callable[[Facts], int | None]:
    """Of its incidents, the one that took longest; those whose start is only estimated tell nothing of detection."""

    def compute(facts: Facts) -> int | None:
        metrics = [each.metrics[key] for each in facts.incidents]
        found = [each.seconds for each in metrics if each.seconds is not None and not each.is_estimated]
        return max(found, default=None)

    return compute


def _people(facts: Facts) -> int | None:
    """Nobody is on the record of imported incidents; that is not known then, and not none."""
    return len({one.user_id for each in facts.incidents for one in each.responders}) or None


def _largest_impact(facts: Facts, name: str) -> int | Decimal | None:
    """Impacts may hit the same users, so the largest is told and nothing is added up."""
    found = [figure for each in facts.incidents for one in each.impacts if (figure := getattr(one, name)) is not None]
    return max(found) if found else None


def _money(facts: Facts) -> str:
    costs = [each.business for each in facts.incidents if each.business and each.business.revenue_lost is not None]
    currencies = {each.currency for each in costs}
    if not costs or len(currencies) > 1:
        return ""
    total = sum((each.revenue_lost for each in costs if each.revenue_lost is not None), Decimal(0))
    return f"{total.normalize():,f} {currencies.pop()}".strip()


def _budget(facts: Facts) -> str:
    """The objective that suffered most."""
    worst = max(facts.budgets, key=lambda each: each.budget.own, default=None)
    if worst is None:
        return ""
    words = _("%(percent)s %% of the budget of %(service)s (%(objective)s)")
    names = {"service": worst.service.name, "objective": worst.objective.name}
    return words % {"percent": f"{worst.budget.own:.1f}", **names}


PLANS: tuple[MetricPlan, ...] = (
    MetricPlan("severity", gettext_lazy("Highest severity"), MetricKind.SEVERITY, lambda facts: facts.worst),
    MetricPlan("start", gettext_lazy("Earliest start"), MetricKind.MOMENT, lambda facts: facts.started_at),
    MetricPlan("end", gettext_lazy("Latest close"), MetricKind.MOMENT, lambda facts: facts.ended_at),
    MetricPlan("duration", gettext_lazy("Total duration"), MetricKind.DURATION, lambda facts: facts.incident_seconds),
    MetricPlan("impact", gettext_lazy("Impact duration"), MetricKind.DURATION, lambda facts: facts.impact_seconds),
    MetricPlan("detect", gettext_lazy("Time to detect"), MetricKind.DURATION, _longest("time_to_detect")),
    MetricPlan(
        "acknowledge", gettext_lazy("Time to acknowledge"), MetricKind.DURATION, _longest("time_to_acknowledge")
    ),
    MetricPlan("mitigate", gettext_lazy("Time to mitigate"), MetricKind.DURATION, _longest("time_to_mitigate")),
    MetricPlan("resolve", gettext_lazy("Time to resolve"), MetricKind.DURATION, _longest("time_to_resolve")),
    MetricPlan("responders", gettext_lazy("Responders"), MetricKind.NUMBER, _people),
    MetricPlan(
        "users",
        gettext_lazy("Affected users"),
        MetricKind.NUMBER,
        lambda facts: _largest_impact(facts, "users_affected"),
    ),
    MetricPlan(
        "users_percent",
        gettext_lazy("Share of all users"),
        MetricKind.PERCENT,
        lambda facts: _largest_impact(facts, "users_percent"),
    ),
    MetricPlan(
        "failed",
        gettext_lazy("Failed requests"),
        MetricKind.NUMBER,
        lambda facts: _largest_impact(facts, "failed_requests"),
    ),
    MetricPlan("revenue", gettext_lazy("Revenue lost"), MetricKind.MONEY, _money),
    MetricPlan("budget", gettext_lazy("SLO impact"), MetricKind.WORDS, _budget),
)
PLAN_OF = {each.key: each for each in PLANS}

"""The key metrics of a report: what was computed, what people adjusted, and why."""

from datetime import datetime
from decimal import Decimal

from django.http import HttpResponse
from ninja import Router
from typing_extensions import TypedDict

from afterword.access.policy import see
from afterword.api.answers import answer, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Input
from afterword.incidents.models import Severity
from afterword.people.actor import Actor
from afterword.postmortems.actions.adjust_metric import adjust_metric, take_back_adjustment
from afterword.postmortems.key_metrics import KeyMetric, Value, key_metrics
from afterword.postmortems.live import facts_of
from afterword.postmortems.models import Postmortem

router = Router(tags=["Postmortems"])


class MetricAdjustmentShape(TypedDict):
    reason: str
    made_by: str
    made_at: datetime


class ReportMetricShape(TypedDict):
    """`value` is told in the report; `computed` is what the rows say. Durations are seconds."""

    key: str
    label: str
    kind: str
    value: int | str | None
    computed: int | str | None
    adjustment: MetricAdjustmentShape | None


class ReportMetrics(TypedDict):
    items: list[ReportMetricShape]


class MetricAdjustmentInput(Input):
    """A severity's name, a time, seconds, a number, an amount such as “12000 EUR”, or words."""

    value: int | float | str
    reason: str


@router.get("/postmortems/{int:number}/metrics", response=ReportMetrics, summary="Read the key metrics")
def list_metrics(request: ApiRequest, number: int) -> HttpResponse:
    """Empty for a report that covers no incident."""
    return answer({"items": _metrics(_postmortem(request.auth, number))})


@router.put("/postmortems/{int:number}/metrics/{metric}", response=ReportMetricShape, summary="Adjust a key metric")
def put_metric(request: ApiRequest, number: int, metric: str, body: MetricAdjustmentInput) -> HttpResponse:
    """It needs a reason. The computed value stays, and is shown beside it."""
    adjust_metric(request.auth, _postmortem(request.auth, number), metric, body.value, reason=body.reason)
    known = _metrics(_postmortem(request.auth, number))
    return answer(next(each for each in known if each["key"] == metric))


@router.delete("/postmortems/{int:number}/metrics/{metric}", response={204: None}, summary="Take an adjustment back")
def delete_metric(request: ApiRequest, number: int, metric: str) -> HttpResponse:
    """The computed value is told again."""
    take_back_adjustment(request.auth, _postmortem(request.auth, number), metric)
    return gone()


def _postmortem(actor: Actor, number: int) -> Postmortem:
    return see(actor, Postmortem.objects.filter(number=number).select_related("document"))


def _metrics(postmortem: Postmortem) -> list[ReportMetricShape]:
    facts = facts_of(postmortem, most_entries=0)
    return [_shape(each) for each in key_metrics(facts)] if facts.incidents else []


def _shape(metric: KeyMetric) -> ReportMetricShape:
    made = metric.adjustment
    return {
        "key": metric.key,
        "label": metric.label,
        "kind": str(metric.kind.value),
        "value": _plain(metric.value),
        "computed": _plain(metric.computed_value),
        "adjustment": {"reason": made.reason, "made_by": made.made_by_label, "made_at": made.made_at} if made else None,
    }


def _plain(value: Value) -> int | str | None:
    match value:
        case Severity():
            return value.name
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case Decimal():
            return f"{value.normalize():f}"
        case "":
            return None
    return value

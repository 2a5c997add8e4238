"""Correcting a key metric for one report; what rows say stays as it is, and is shown beside it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import NotFound
from afterword.incidents.validation import REASON_LENGTH, check_order, clean_long_text
from afterword.people.actor import Actor
from afterword.postmortems.adjustments import MetricAdjustment
from afterword.postmortems.key_metrics import PLAN_OF, MetricPlan, key_metrics
from afterword.postmortems.kinds import MetricAdjusted, MetricAdjustmentEnded
from afterword.postmortems.live import facts_of
from afterword.postmortems.metric_values import Given, Kept, clean_value
from afterword.postmortems.models import Postmortem
from afterword.postmortems.moving import locked_incidents
from afterword.postmortems.policy import refuse_published
from afterword.timeline.record import record
from afterword.timeline.registry import Label

START, END = "start", "end"


@transaction.atomic
def adjust_metric(actor: Actor, postmortem: Postmortem, key: str, value: Given, *, reason: str) -> Postmortem:
    """Tell this value in the report instead of the computed one. It needs a reason.

    Raises Invalid for what such a metric can't be, for the future, and for an end before the start.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    plan = _plan(postmortem, key)
    kept = clean_value(plan.kind, value)
    reason = clean_long_text(reason, field="reason", limit=REASON_LENGTH, is_required=True)
    before = postmortem.adjustments.filter(key=key, ended_at=None).first()
    if before and (before.value, before.reason) == (kept, reason):
        return postmortem
    _check_order(postmortem, key, kept)
    _end(before)
    MetricAdjustment.objects.create(
        postmortem=postmortem,
        key=key,
        value=kept,
        reason=reason,
        made_by=actor.user,
        made_by_label=actor.label[:200],
    )
    return _told(actor, postmortem, key, MetricAdjusted)


@transaction.atomic
def take_back_adjustment(actor: Actor, postmortem: Postmortem, key: str) -> Postmortem:
    """Tell the computed value again; nothing happens when it is told already."""
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    plan = _plan(postmortem, key)
    before = postmortem.adjustments.filter(key=plan.key, ended_at=None).first()
    if before is None:
        return postmortem
    _end(before)
    return _told(actor, postmortem, key, MetricAdjustmentEnded)


def _plan(postmortem: Postmortem, key: str) -> MetricPlan:
    if key not in PLAN_OF or not postmortem.incidents.exists():
        raise NotFound(_("There is no such metric in this report."))
    return PLAN_OF[key]


def _check_order(postmortem: Postmortem, key: str, kept: Kept) -> None:
    """Against the other one of the two as the report tells it."""
    if key not in (START, END):
        return
    told = {each.key: each.value for each in key_metrics(facts_of(postmortem)) if each.key in (START, END)}
    told[key] = datetime.fromisoformat(str(kept))
    start, end = told[START], told[END]
    if isinstance(start, datetime) and isinstance(end, datetime):
        check_order(start, end, field="value")


def _end(adjustment: MetricAdjustment | None) -> None:
    if adjustment:
        adjustment.ended_at = clock.now()
        adjustment.save(update_fields=["ended_at"])


def _told(
    actor: Actor, postmortem: Postmortem, key: str, what: type[MetricAdjusted] | type[MetricAdjustmentEnded]
) -> Postmortem:
    postmortem.updated_at = clock.now()
    postmortem.save(update_fields=["updated_at"])
    for incident in locked_incidents(postmortem):
        record(incident, actor, what(Label(str(postmortem.pk), postmortem.reference), postmortem.number, key))
    return postmortem

"""Correcting the key metrics of a report, and taking a correction back."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.postmortems.actions.adjust_metric import adjust_metric, take_back_adjustment
from afterword.postmortems.key_metrics import KeyMetric, key_metrics
from afterword.postmortems.live import facts_of
from afterword.postmortems.models import Postmortem
from afterword.web.postmortems.dialog import Dialog, converse
from afterword.web.postmortems.finding import find
from afterword.web.postmortems.life_forms import NoQuestionForm
from afterword.web.postmortems.metric_forms import MetricForm
from afterword.web.requests import PersonRequest, sent, signed_in


@signed_in
def adjust(request: PersonRequest, number: int, metric: str) -> HttpResponse:
    postmortem, found = _metric_of(request, number, metric)
    form = MetricForm(sent(request), metric=found, zone=postmortem.zone)
    dialog = Dialog(
        _("Adjust “%(metric)s”") % {"metric": found.label},
        _("Adjust"),
        lead=_("Computed: %(value)s") % {"value": found.computed or _("nothing")},
        template="postmortems/metric.html",
        key=f"metric-{found.key}",
        names={"value": form.first_field},
        extra={"metric": found},
    )

    def run(given: dict[str, Any]) -> object:
        return adjust_metric(request.actor, postmortem, found.key, form.value(), reason=given["reason"])

    return converse(request, postmortem, form, dialog, run)


@signed_in
def take_back(request: PersonRequest, number: int, metric: str) -> HttpResponse:
    postmortem, found = _metric_of(request, number, metric)
    dialog = Dialog(
        _("Tell what was computed for “%(metric)s” again") % {"metric": found.label},
        _("Take the adjustment back"),
        lead=_("Computed: %(value)s") % {"value": found.computed or _("nothing")},
    )
    return converse(
        request,
        postmortem,
        NoQuestionForm(sent(request)),
        dialog,
        lambda _given: take_back_adjustment(request.actor, postmortem, found.key),
    )


def _metric_of(request: PersonRequest, number: int, key: str) -> tuple[Postmortem, KeyMetric]:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    facts = facts_of(postmortem, most_entries=0)
    found = next((each for each in key_metrics(facts) if each.key == key), None)
    if found is None or not facts.incidents:
        raise NotFound(_("There is no such metric in this report."))
    return postmortem, found

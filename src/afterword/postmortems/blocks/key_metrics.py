"""The figures that everybody looks for first."""

from django.utils.translation import gettext as _

from afterword.postmortems.blocks.parts import table
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts
from afterword.postmortems.key_metrics import KeyMetric, key_metrics
from afterword.postmortems.phrases import day, listed, question
from afterword.postmortems.sentences import Words, assumed
from afterword_text.live_blocks import Params
from afterword_text.tree import Node

ASKED_FOR = ("users", "failed", "revenue")  # what a reader misses when nobody has written it down


@block("key-metrics", is_live=True)
def told_key_metrics(facts: Facts, _params: Params) -> list[Node]:
    metrics = key_metrics(facts)
    known = [each for each in metrics if each.shown]
    missing = [each.label for each in metrics if not each.shown and each.key in ASKED_FOR]
    rows = [[each.label, _value(facts, each)] for each in known]
    nodes = [table([_("Metric"), _("Value")], rows, [facts.about("metric", each.key) for each in known])]
    if missing:
        words = _("Nobody has recorded this yet: %(facts)s. Who knows? Set it on the incident.")
        nodes.append(question(words % {"facts": listed(missing).lower()}))
    return nodes


def _value(facts: Facts, metric: KeyMetric) -> Words:
    """An adjusted one says by whom, when and why, and what it was computed to be."""
    if metric.adjustment is None:
        is_guess = metric.key == "start" and any(each.incident.start_is_estimated for each in facts.incidents)
        return assumed(metric.shown) if is_guess else metric.shown
    words = _("%(value)s (adjusted by %(who)s on %(day)s: %(reason)s; computed: %(computed)s)")
    return words % {
        "value": metric.shown,
        "who": metric.adjustment.made_by_label,
        "day": day(metric.adjustment.made_at, facts.zone),
        "reason": " ".join(metric.adjustment.reason.split()),
        "computed": metric.computed or _("nothing"),
    }

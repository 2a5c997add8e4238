"""What customers are told: no names, no addresses of ours, no words that only we understand."""

from django.utils.translation import gettext as _

from afterword.incidents.models import Outcome
from afterword.postmortems.blocks.executive import impact_span
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts
from afterword.postmortems.phrases import length, listed, question, stamp, until
from afterword.postmortems.sentences import labelled
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, mark, node, paragraph, text


@block("customer-text")
def customer_text(facts: Facts, _params: Params) -> list[Node]:
    """Title, time, summary, impact, resolution, next steps and state: facts from rows, the rest as questions."""
    start, end = impact_span(facts)
    seconds = facts.impact_seconds if facts.impact_seconds is not None else facts.incident_seconds
    when = _("%(start)s to %(end)s (%(length)s)") % {
        "start": stamp(start, facts.zone),
        "end": until(start, end, facts.zone),
        "length": length(seconds),
    }
    return [
        node("paragraph", [text(_title(facts), mark("bold"))]),
        labelled(_("When"), [text(when)]),
        question(_("What happened, in two plain sentences that a customer understands?")),
        *_impact(facts),
        *_resolution(facts),
        question(_("Which improvements can we promise, and until when?")),
        labelled(_("State"), [text(_("Resolved") if facts.ended_at else _("Not over yet"))]),
        paragraph(_("We are sorry for the trouble this caused, and thank you for your patience.")),
    ]


def _title(facts: Facts) -> str:
    names = list(dict.fromkeys(name for each in facts.incidents for name in each.services))
    return _("Disruption of %(services)s") % {"services": listed(names)} if names else _("Service disruption")


def _impact(facts: Facts) -> list[Node]:
    """How it felt, how many and where; what people wrote for themselves is left to them."""
    impacts = [one for each in facts.incidents for one in each.impacts]
    said = list(dict.fromkeys(one.experience.label for one in impacts if one.experience))
    share = max((one.users_percent for one in impacts if one.users_percent), default=None)
    if share:
        said.append(_("%(percent)s of all users") % {"percent": f"{share.normalize():f} %"})
    said += dict.fromkeys(one.geography for one in impacts if one.geography)
    if not said:
        return [question(_("What did customers notice: nothing worked, it was slow, or only now and then?"))]
    return [labelled(_("What you may have noticed"), [text(listed(said))])]


def _resolution(facts: Facts) -> list[Node]:
    outcomes = {each.incident.outcome for each in facts.incidents}
    if facts.ended_at is None or outcomes & {Outcome.FALSE_ALARM, Outcome.CANCELLED}:
        return [question(_("What was done, without internal names?"))]
    over = _("It ended on %(end)s.") % {"end": stamp(facts.ended_at, facts.zone)}
    return [labelled(_("Resolution"), [text(over)]), question(_("What was done, without internal names?"))]

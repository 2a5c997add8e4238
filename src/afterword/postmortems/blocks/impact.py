"""Impact: what users felt, what it cost, and what it did to promises; whole or part by part."""

from decimal import Decimal

from django.utils.translation import gettext as _

from afterword.incidents.engineering_hours import engineering_seconds
from afterword.incidents.models import BusinessImpact, Impact
from afterword.postmortems.blocks.parts import named_bullets, table
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts, IncidentFacts
from afterword.postmortems.phrases import length, listed, question, stamp, until
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, mark, node, paragraph, text

Pairs = list[tuple[str, str]]


@block("impact", is_live=True)
def impact(facts: Facts, params: Params) -> list[Node]:
    """`part`: users, revenue, slo, customers or operations; without it, users and whatever else is known."""
    part = str(params.get("part", "all"))
    if part in PARTS:
        return PARTS[part](facts) or [question(_ask(part))]
    nodes = _users(facts)
    if not nodes:
        return [question(_ask("users"))]
    if not any(one.users_affected or one.users_percent or one.failed_requests for one in _impacts(facts)):
        nodes.append(question(_("How many users or requests does that make, and what did it cost?")))
    for other in ("revenue", "slo", "customers"):
        nodes += PARTS[other](facts)
    return nodes


def _ask(part: str) -> str:
    return {
        "users": _("Who was affected, how many, where, and what did they see?"),
        "revenue": _("What did it cost, how was that worked out, and what would it have cost if nobody had acted?"),
        "slo": _("Which service level promises did it touch? Services can carry objectives; then this fills itself."),
        "customers": _("What did customers say: tickets, complaints, mentions, scores?"),
        "operations": _("How many hours and teams did it take, and who had to be called in?"),
    }[part]


def _impacts(facts: Facts) -> list[Impact]:
    return [one for each in facts.incidents for one in each.impacts]


def _users(facts: Facts) -> list[Node]:
    nodes: list[Node] = []
    if facts.impact_seconds is not None:
        words = _("Users were affected for %(time)s in all.") % {"time": length(facts.impact_seconds)}
        nodes.append(paragraph(words))
    items = [_item(facts, each, one) for each in facts.incidents for one in each.impacts]
    return [*nodes, node("bulletList", items)] if items else nodes


def _item(facts: Facts, each: IncidentFacts, one: Impact) -> Node:
    name = one.description if facts.is_one else f"{each.incident.reference}: {one.description}"
    title = text(" ".join(name.split()), mark("bold"))
    nodes = [node("paragraph", [title, text(_(" – %(span)s.") % {"span": _span(facts, one)})])]
    figures = _figures(one)
    return node("listItem", [*nodes, *([named_bullets(figures)] if figures else [])])


def _span(facts: Facts, one: Impact) -> str:
    start = stamp(one.started_at, facts.zone)
    if one.ended_at:
        words = _("from %(start)s to %(end)s (%(time)s)") % {
            "start": start,
            "end": until(one.started_at, one.ended_at, facts.zone),
            "time": length(one.seconds(facts.now)),
        }
    else:
        words = _("from %(start)s, and it has not ended") % {"start": start}
    return words if one.is_downtime else _("%(span)s; does not count as downtime") % {"span": words}


def _figures(one: Impact) -> Pairs:
    pairs = (
        (_("Experience"), one.experience.label if one.experience else ""),
        (_("Affected users"), f"{one.users_affected:,}" if one.users_affected is not None else ""),
        (_("Share of all users"), _percent(one.users_percent)),
        (_("Where"), one.geography),
        (_("Failed requests"), f"{one.failed_requests:,}" if one.failed_requests is not None else ""),
        (_("Services"), listed(service.name for service in one.services.all())),
    )
    return [(name, words) for name, words in pairs if words]


def _percent(share: Decimal | None) -> str:
    return f"{share.normalize():f} %" if share is not None else ""


def _costs(facts: Facts) -> list[tuple[IncidentFacts, BusinessImpact]]:
    return [(each, each.business) for each in facts.incidents if each.business]


def _told(facts: Facts, rows: list[tuple[IncidentFacts, Pairs]]) -> list[Node]:
    """A list of what is known, with the incident named where there are several."""
    nodes: list[Node] = []
    for each, pairs in rows:
        known = [(name, words) for name, words in pairs if words]
        if known:
            nodes += [] if facts.is_one else [paragraph(f"{each.incident.reference}:")]
            nodes.append(named_bullets(known))
    return nodes


def _revenue(facts: Facts) -> list[Node]:
    def pairs(cost: BusinessImpact) -> Pairs:
        return [
            (_("Revenue lost"), _money(cost.revenue_lost, cost.currency)),
            (_("How it was calculated"), " ".join(cost.revenue_method.split())),
            (_("Loss if it had gone on"), _money(cost.potential_loss, cost.currency)),
        ]

    return _told(facts, [(each, pairs(cost)) for each, cost in _costs(facts)])


def _money(amount: Decimal | None, currency: str) -> str:
    return f"{amount.normalize():,f} {currency}".strip() if amount is not None else ""


def _customers(facts: Facts) -> list[Node]:
    def pairs(cost: BusinessImpact) -> Pairs:
        return [
            (_("Support tickets"), _count(cost.support_tickets)),
            (_("Complaints"), _count(cost.complaints)),
            (_("Mentions in social media"), _count(cost.social_mentions)),
            (_("Change of the NPS"), f"{cost.nps_change.normalize():+f}" if cost.nps_change is not None else ""),
        ]

    return _told(facts, [(each, pairs(cost)) for each, cost in _costs(facts)])


def _operations(facts: Facts) -> list[Node]:
    return _told(facts, [(each, _efforts(facts, each)) for each in facts.incidents])


def _efforts(facts: Facts, each: IncidentFacts) -> Pairs:
    cost = each.business
    said = cost.engineering_hours if cost else None
    seconds = engineering_seconds(each.responders, now=facts.now, resolved_at=each.incident.resolved_at)
    hours = _("%(hours)s h") % {"hours": f"{said.normalize():f}"} if said is not None else length(seconds)
    executives = {True: _("yes"), False: _("no"), None: ""}[cost.executives_involved if cost else None]
    return [
        (_("Engineering hours"), hours if said is not None or seconds else ""),
        (_("Teams involved"), listed(team.name for team in each.incident.teams.all())),
        (_("Escalations by customers"), _count(cost.escalations if cost else None)),
        (_("Executives involved"), executives),
    ]


def _count(number: int | None) -> str:
    return f"{number:,}" if number is not None else ""


def _slo(facts: Facts) -> list[Node]:
    """Target, what was achieved, and the error budget: consumed by this, and left when it was over."""
    if not facts.budgets:
        return []
    head = [_("Service"), _("Promise"), _("Target"), _("Achieved"), _("Budget consumed"), _("Budget left")]
    rows = [
        [
            each.service.name,
            _("%(name)s (%(kind)s)") % {"name": each.objective.name, "kind": each.objective.kind.upper()},
            f"{each.objective.target.normalize():f} %",
            f"{each.budget.availability:.3f} %",
            f"{each.budget.own:.1f} %",
            f"{each.budget.left:.1f} %",
        ]
        for each in facts.budgets
    ]
    return [table(head, rows)]


PARTS = {"users": _users, "revenue": _revenue, "slo": _slo, "customers": _customers, "operations": _operations}

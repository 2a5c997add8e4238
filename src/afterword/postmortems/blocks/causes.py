"""Why it happened: five whys and contributing factors, begun from what people filled in."""

from django.utils.translation import gettext as _

from afterword.incidents.models import FieldValue, Milestone, MilestoneKind
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts, IncidentFacts
from afterword.postmortems.phrases import question, written
from afterword.postmortems.sentences import labelled, one_sentence
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, node, paragraph, text

SIDES = ("technical", "process", "human")
AT_LEAST = 2  # factors to ask for on each side


@block("five-whys", works_alone=True)
def five_whys(facts: Facts, _params: Params) -> list[Node]:
    """Five questions in a row; the fields “root cause” answer the first, the fourth and the fifth."""
    asked = (
        _("Why did it happen?"),
        _("Why was that so?"),
        _("And why was that so?"),
        _("Why did our process let it through?"),
        _("Why is the way we work together like that?"),
    )
    answers = _answers(facts)
    return [node("orderedList", [_why(words, answers.get(at, [])) for at, words in enumerate(asked)])]


def _answers(facts: Facts) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = {}
    for at, key in ((0, "root_cause_technical"), (3, "root_cause_process"), (4, "root_cause_organisational")):
        for each in facts.incidents:
            if field := _filled(each, key):
                found.setdefault(at, []).extend(_answer(facts, each, field.text))
    for each in facts.incidents:
        if 0 not in found and each.incident.root_cause.strip():
            found[0] = _answer(facts, each, each.incident.root_cause)
    return found


def _filled(each: IncidentFacts, key: str) -> FieldValue | None:
    field = each.filled_in(key)
    return field if field and field.text.strip() else None


def _answer(facts: Facts, each: IncidentFacts, words: str) -> list[Node]:
    nodes = written(words)
    return nodes if facts.is_one else [paragraph(f"{each.incident.reference}:"), *nodes]


def _why(asked: str, answer: list[Node]) -> Node:
    if answer:
        return node("listItem", [_bold(asked), *answer, question(_("Does this answer the question above it?"))])
    return node("listItem", [_bold(asked), question(_("Your answer: a fact, and where it can be seen."))])


@block("factors", works_alone=True)
def factors(facts: Facts, params: Params) -> list[Node]:
    """Contributing factors of one side: what was found out, and room for at least two."""
    side = str(params.get("side", "technical"))
    items = _technical(facts) if side == "technical" else _process(facts) if side == "process" else []
    items += [node("listItem", [paragraph(), _asking(side)]) for _n in range(AT_LEAST - len(items))]
    return [node("orderedList", items)]


def _asking(side: str) -> Node:
    if side == "technical":
        return question(
            _(
                "Which technical condition helped it to happen, and how? Could it alone have caused the incident: yes "
                "or no?"
            )
        )
    if side == "process":
        return question(_("Which way of working helped it to happen, and how?"))
    return question(
        _(
            "What did the people involved see, and what made their step reasonable? Which gap in a system or a process "
            "let it through, and how can it be closed?"
        )
    )


def _technical(facts: Facts) -> list[Node]:
    """The key discoveries of the investigation are what people found to matter."""
    return [
        _discovery(one)
        for each in facts.incidents
        for one in each.milestones
        if one.kind == MilestoneKind.DISCOVERY and one.details.get("finding")
    ]


def _discovery(milestone: Milestone) -> Node:
    details = milestone.details
    known = ((_("Evidence"), details.get("evidence")), (_("Data source"), details.get("data_source")))
    nodes = [paragraph(f"{one_sentence(str(details['finding']))}")]
    nodes += [labelled(label, [text(" ".join(str(said).split()))]) for label, said in known if said]
    nodes.append(question(_("How did it contribute? Could it alone have caused the incident: yes or no?")))
    return node("listItem", nodes)


def _process(facts: Facts) -> list[Node]:
    found = [_filled(each, "root_cause_process") for each in facts.incidents]
    asking = question(_("How did it contribute?"))
    return [node("listItem", [*_beginning(written(one.text)), asking]) for one in found if one]


def _beginning(nodes: list[Node]) -> list[Node]:
    return nodes if nodes and nodes[0]["type"] == "paragraph" else [paragraph(), *nodes]


def _bold(words: str) -> Node:
    return node("paragraph", [text(words, {"type": "bold"})])

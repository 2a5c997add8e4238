"""Follow-ups as they stand today, by horizon and kind, in a table or with all that is known of each."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from afterword.followups.detail_fields import DETAIL_FIELDS
from afterword.followups.models import FollowUp, FollowUpKind, FollowUpState, Horizon
from afterword.postmortems.blocks.parts import inline, named_bullets, table
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts
from afterword.postmortems.phrases import listed, question
from afterword.postmortems.sentences import Words, linked
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, mark, node, text

SIGNS = {
    FollowUpState.NOT_STARTED: "⚪",
    FollowUpState.IN_PROGRESS: "🟡",
    FollowUpState.COMPLETE: "✅",
    FollowUpState.WONT_DO: "❌",
}


@block("followups", is_live=True, works_alone=True)
def followups(facts: Facts, params: Params) -> list[Node]:
    """`horizon` and `kind` narrow it; `as` is table (else), list or full."""
    horizon, kind, form = (str(params.get(name, "")) for name in ("horizon", "kind", "as"))
    rows = [
        one for one in facts.followups if (not horizon or one.horizon == horizon) and (not kind or one.kind == kind)
    ]
    if not rows:
        return [question(_asking(horizon, kind))]
    if form == "full":
        return _whole(facts, rows)
    if form == "list":
        return [
            node(
                "bulletList",
                [node("listItem", [node("paragraph", _line(one))], about=_about(facts, one)) for one in rows],
            )
        ]
    head = [_("Follow-up"), _("Priority"), _("Owner"), _("Due"), _("State")]
    cells: list[list[Words]] = [
        [_title(one), one.get_priority_display(), _owner(one), _due(one), _state(one)] for one in rows
    ]
    return [table(head, cells, [_about(facts, one) for one in rows])]


def _about(facts: Facts, one: FollowUp) -> str | None:
    return facts.about("followup", one.number)


def _asking(horizon: str, kind: str) -> str:
    if horizon in Horizon.values:
        return {
            Horizon.WEEK: _("What has to change this week, so that it can't happen again tomorrow? Add a follow-up."),
            Horizon.MONTH: _("What should change this month? Add a follow-up with an owner and a day."),
            Horizon.QUARTER: _("What should change this quarter? Add a follow-up with an owner and a day."),
        }[Horizon(horizon)]
    if kind in FollowUpKind.values:
        return {
            FollowUpKind.ACTION: _("What is to be done? Add a follow-up with an owner and a day."),
            FollowUpKind.MONITOR: _("Which new monitor would have told us earlier? Add it as a follow-up."),
            FollowUpKind.DASHBOARD: _("Which dashboard was missing, or misleading? Add it as a follow-up."),
            FollowUpKind.PROCESS: _("Which way of working should change? Add it as a follow-up."),
            FollowUpKind.TECHNICAL: _("Which part of the system should be built differently? Add it as a follow-up."),
            FollowUpKind.RUNBOOK: _("Which runbook was missing, or out of date? Add it as a follow-up."),
        }[FollowUpKind(kind)]
    return _("What will keep it from coming back? Add follow-ups, each with an owner and a day.")


def _whole(facts: Facts, rows: Iterable[FollowUp]) -> list[Node]:
    """Every field of its kind, in a numbered list."""
    items = [
        node("listItem", [node("paragraph", [_title(one)]), *_fields(one)], about=_about(facts, one)) for one in rows
    ]
    return [node("orderedList", items)]


def _fields(one: FollowUp) -> list[Node]:
    """What is known of it; those of its kind's own fields that are empty are asked for once."""
    pairs: list[tuple[str, Words]] = []
    if one.description:
        pairs.append((_("Description"), " ".join(one.description.split())))
    pairs += [
        (str(each.label), _said(each.name, one.details[each.name], is_address=each.is_address))
        for each in DETAIL_FIELDS[one.kind]
        if one.details.get(each.name)
    ]
    pairs += [
        (_("Priority"), one.get_priority_display()),
        (_("Owner"), _owner(one)),
        (_("Due"), _due(one)),
        (_("State"), _state(one)),
    ]
    if one.tracker_url:
        pairs.append((_("Ticket"), text(one.tracker_url, mark("link", href=one.tracker_url))))
    missing = [str(each.label) for each in DETAIL_FIELDS[one.kind] if not one.details.get(each.name)]
    words = _("Not recorded: %(fields)s. Add it to the follow-up.") % {"fields": listed(missing).lower()}
    return [named_bullets(pairs), *([question(words)] if missing else [])]


def _said(name: str, words: str, *, is_address: bool) -> Words:
    words = " ".join(words.split())
    if is_address:
        return text(words, mark("link", href=words))
    return text(words, mark("code")) if name == "query" else words


def _line(one: FollowUp) -> list[Node]:
    facts = listed([_owner(one), one.get_priority_display(), _due(one), _state(one)])
    return [_title(one), *inline(_(" – %(span)s.") % {"span": facts})]


def _title(one: FollowUp) -> Node:
    return linked(one.title, one.url)


def _owner(one: FollowUp) -> str:
    return str(one.owner or one.owner_team or _("no owner yet"))


def _due(one: FollowUp) -> str:
    return one.due_on.isoformat() if one.due_on else _("no due date")


def _state(one: FollowUp) -> str:
    words = f"{SIGNS[FollowUpState(one.state)]} {one.get_state_display()}"
    if one.state == FollowUpState.WONT_DO and one.state_reason:
        return _("%(state)s: %(reason)s") % {"state": words, "reason": " ".join(one.state_reason.split())}
    return words

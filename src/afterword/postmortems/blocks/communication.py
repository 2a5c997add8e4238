"""What was told to whom while it lasted."""

from django.utils.translation import gettext as _

from afterword.incidents.communication_log import reach_of
from afterword.incidents.models import Audience, Communication, LinkKind
from afterword.postmortems.blocks.parts import named_bullets
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts
from afterword.postmortems.phrases import question, stamp
from afterword.postmortems.sentences import Words, in_a_row, labelled
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, mark, node, text


@block("communication", is_live=True)
def communication(facts: Facts, params: Params) -> list[Node]:
    """`audience`: inside or outside; without it, both."""
    audience = str(params.get("audience", ""))
    rows = [one for each in facts.incidents for one in each.communications if audience in ("", one.audience)]
    rows.sort(key=lambda one: one.told_at)
    nodes = _channels(facts) if audience != Audience.OUTSIDE else []
    nodes += [node("bulletList", [node("listItem", [_item(facts, one)]) for one in rows])] if rows else []
    nodes += _reach(rows) if audience != Audience.INSIDE and rows else []
    if not rows:
        nodes.append(question(_asking(audience)))
    return nodes


def _asking(audience: str) -> str:
    if audience == Audience.INSIDE:
        return _("Who was told inside, when, and where? Add it to the communication log of the incident.")
    if audience == Audience.OUTSIDE:
        return _("What were users and customers told, when, and where? Add it to the communication log.")
    return _("Who was told what, and when, inside and outside? Add it to the communication log of the incident.")


def _channels(facts: Facts) -> list[Node]:
    links = [one for each in facts.incidents for one in each.links if one.kind == LinkKind.CHAT]
    if not links:
        return []
    named = in_a_row([text(one.title, mark("link", href=one.url))] for one in links)
    return [labelled(_("Incident channel"), named)]


def _item(facts: Facts, one: Communication) -> Node:
    where = one.get_channel_display()
    to_whom = _(" to %(people)s") % {"people": one.to_whom} if one.to_whom else ""
    head = f"{stamp(one.told_at, facts.zone)} – {where}{to_whom}"
    return labelled(head, [text(" ".join(one.message.split()))])


def _reach(rows: list[Communication]) -> list[Node]:
    reach = reach_of(rows)
    yes_no = {True: _("yes"), False: _("no")}
    pairs: list[tuple[str, Words]] = [
        (_("E-mail sent"), yes_no[reach.is_mail_sent]),
        (_("Support told"), yes_no[reach.is_support_told]),
    ]
    if reach.customers_told is not None:
        pairs.append((_("Customers told"), f"{reach.customers_told:,}"))
    return [named_bullets(pairs)]

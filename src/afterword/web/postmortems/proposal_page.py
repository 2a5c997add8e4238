"""A section drafted anew from today's facts, beside what people wrote."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.documents.render import to_html
from afterword.documents.tree import tree_of
from afterword.postmortems.actions.add_proposed import add_proposed
from afterword.postmortems.live import facts_of, told
from afterword.postmortems.policy import refuse_published
from afterword.postmortems.proposals import Proposed, proposal_of
from afterword.web.postmortems.finding import find
from afterword.web.requests import PersonRequest, SeeOther, signed_in
from afterword_text.sections import NoSuchSection, get_section, section_nodes
from afterword_text.tree import node


@dataclass(frozen=True)
class Shown:
    proposed: Proposed
    html: SafeString


@signed_in
def show_proposal(request: PersonRequest, number: int, section_id: str) -> HttpResponse:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    problem = ""
    if request.method == "POST":
        try:
            add_proposed(request.actor, postmortem, section_id, request.POST.getlist("block"))
            messages.success(request, _("Added below what stood there."))
            return SeeOther(f"{postmortem.url}#{section_id}")
        except (Invalid, Conflict) as refusal:
            problem = refusal.message
    facts = facts_of(postmortem)
    try:
        tree = told(postmortem, tree_of(postmortem.document), facts)
        title, standing = get_section(tree, section_id).title, section_nodes(tree, section_id)
    except NoSuchSection as gone:
        raise NotFound(_("This report has no such section any more.")) from gone
    proposed = proposal_of(postmortem, section_id)
    context = {
        "postmortem": postmortem,
        "section_title": title,
        "standing": to_html(node("doc", standing)),
        "proposed": [Shown(each, to_html(told(postmortem, node("doc", [each.block]), facts))) for each in proposed],
        "has_new": any(not each.is_there for each in proposed),
        "problem": problem,
        "back_href": f"{postmortem.url}#{section_id}",
        "section": "postmortems",
        "zone_of_incident": postmortem.zone,
    }
    return render(request, "postmortems/proposal.html", context, status=409 if problem else 200)

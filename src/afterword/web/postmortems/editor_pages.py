"""What the editor asks the page's server for while somebody writes: live blocks, mentions, pasted Markdown."""

from dataclasses import dataclass, replace

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import DomainError, Invalid
from afterword.documents.render import to_html
from afterword.documents.section import LONGEST
from afterword.documents.tree import tree_of
from afterword.incidents.models import Incident, Service
from afterword.people.models import Team, User
from afterword.postmortems.live import facts_of, told
from afterword.postmortems.models import Postmortem
from afterword.postmortems.naming import readers_among
from afterword.web.postmortems.changeable import changeable_rows
from afterword.web.postmortems.finding import find
from afterword.web.postmortems.report_page import MOST_ENTRIES
from afterword.web.requests import PersonRequest, signed_in
from afterword_text.live_blocks import live_block
from afterword_text.markdown import parse
from afterword_text.mend import mend
from afterword_text.tree import Node, TreeError, children, node, string, walk

MOST_ASKED = 50  # blocks that the document does not have yet
MOST_MENTIONS = 5  # of each kind


@dataclass(frozen=True)
class ToldBlock:
    """A live block as the text names it, and what it says now."""

    kind: str
    params: str
    html: SafeString


@require_GET
@signed_in
def show_blocks(request: PersonRequest, number: int) -> HttpResponse:
    """Every live block of the text once, and those that `also` names: they were put in and are not saved yet."""
    postmortem = find(request, number)
    facts = replace(facts_of(postmortem, most_entries=MOST_ENTRIES), names_rows=True)
    found = {_key(each): each for each in walk(tree_of(postmortem.document)) if each["type"] == "liveBlock"}
    for asked in request.GET.getlist("also")[:MOST_ASKED]:
        found.setdefault(asked, _named(asked))
    blocks = [
        ToldBlock(string(each, "kind"), string(each, "params"), to_html(told(postmortem, node("doc", [each]), facts)))
        for each in found.values()
    ]
    context = {"blocks": blocks, "postmortem": postmortem, **changeable_rows(request.actor, postmortem, facts)}
    return render(request, "postmortems/blocks.html", context)


@require_GET
@signed_in
def find_mentions(request: PersonRequest, number: int) -> HttpResponse:
    """People who may read the report, and what the writer may see of incidents, teams and services."""
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    words = request.GET.get("q", "").strip()[:80]
    found = [_mention("person", "person", each.pk, str(each), each.email) for each in _readers(postmortem, words)]
    incidents = Incident.objects.visible_to(request.actor)
    digits = words.upper().removeprefix("INC-")
    by_number = incidents.filter(number=digits) if digits.isdecimal() and len(digits) < 10 else incidents.none()
    some = [*by_number, *incidents.filter(title__icontains=words).order_by("-number")[:MOST_MENTIONS]]
    found += [_mention("incident", "incident", each.number, each.reference, each.title) for each in some]
    if words:
        services = Service.objects.filter(name__icontains=words).order_by("name")[:MOST_MENTIONS]
        found += [_mention("service", "server", each.pk, each.name, _("Service")) for each in services]
        teams = Team.objects.filter(retired_at=None, name__icontains=words).order_by("name")[:MOST_MENTIONS]
        found += [_mention("team", "team", each.pk, each.name, _("Team")) for each in teams]
    return JsonResponse({"mentions": list({each["id"]: each for each in found}.values())})


@require_POST
@signed_in
def read_markdown(request: PersonRequest, number: int) -> HttpResponse:
    """Pasted Markdown as nodes of the document."""
    postmortem = find(request, number)
    try:
        require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
        markdown = request.POST.get("markdown", "")
        if len(markdown) > LONGEST:
            raise Invalid({"markdown": _("This is longer than %(most)s characters.") % {"most": LONGEST}})
        content = children(mend(parse(markdown)))
    except TreeError as error:
        return JsonResponse({"error": str(error)}, status=422)
    except DomainError as refusal:
        return JsonResponse({"error": refusal.message}, status=refusal.status)
    return JsonResponse({"content": content})


def _readers(postmortem: Postmortem, words: str) -> list[User]:
    people = User.objects.active().filter(name__icontains=words).order_by("name")[: MOST_MENTIONS * 4]
    return readers_among(postmortem, people)[:MOST_MENTIONS]


def _key(block: Node) -> str:
    return f"{string(block, 'kind')} {string(block, 'params')}".strip()


def _named(key: str) -> Node:
    kind, _space, params = key.partition(" ")
    block = live_block(kind[:60])
    return {**block, "attrs": {**block.get("attrs", {}), "params": params[:2000]}}


def _mention(kind: str, icon: str, target: object, label: str, detail: str) -> dict[str, str]:
    return {
        "id": f"{kind}-{target}", "kind": kind, "icon": icon, "target": str(target), "label": label, "detail": detail,
    }  # fmt: skip

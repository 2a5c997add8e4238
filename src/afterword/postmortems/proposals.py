"""What the template and today's facts would write in a section: shown beside what people wrote, never over it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid, NotFound
from afterword.documents.tree import tree_of
from afterword.postmortems.compose import anchors_of, compose
from afterword.postmortems.models import Postmortem
from afterword.postmortems.template_files import template
from afterword_text.markdown import shape
from afterword_text.sections import NoSuchSection, list_sections, section_nodes
from afterword_text.tree import Node, node, paragraph


@dataclass(frozen=True)
class Proposed:
    """One block; `key` names it by what it says, so that nothing else is added than what was seen."""

    key: str
    block: Node
    is_there: bool  # the section has it already, word for word


def proposal_of(postmortem: Postmortem, section_id: str) -> list[Proposed]:
    """The blocks of that section as they would be drafted today. NotFound where its template has no such section."""
    tree = tree_of(postmortem.document)
    drafted = _section(_draft(postmortem, anchors_of(tree)), section_id)
    if drafted is None:
        raise NotFound(_("The template of this report has no such section, so there is nothing to propose."))
    standing = {_key(each) for each in _section(tree, section_id) or []}
    return [Proposed(_key(each), each, _key(each) in standing) for each in drafted if each != paragraph()]


def _draft(postmortem: Postmortem, anchors: Mapping[str, str]) -> Node:
    incidents = list(postmortem.incidents.order_by("coverage__position"))
    try:
        chosen = template(postmortem.template, postmortem.language)
    except Invalid as error:
        raise NotFound(_("The template of this report is no longer there, so there is nothing to propose.")) from error
    sections = [each.id for each in chosen.sections]  # one that was left out may be asked for later
    author = str(postmortem.owner or postmortem.started_by or "")
    return compose(
        chosen,
        incidents,
        choice=postmortem.timeline_choice,
        zone=ZoneInfo(postmortem.zone),
        sections=sections,
        author=author,
        anchors=anchors,
    )


def _section(tree: Node, section_id: str) -> list[Node] | None:
    """Its blocks without the heading, those of deeper headings among them."""
    try:
        return section_nodes(tree, section_id)[1:]
    except NoSuchSection:
        return None


def offered_sections(postmortem: Postmortem) -> set[str]:
    """For which sections there is something to propose."""
    try:
        return {each.id for each in template(postmortem.template, postmortem.language).sections}
    except Invalid:
        return set()


def _key(block: Node) -> str:
    said = json.dumps(shape(node("doc", [block])), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def end_of(tree: Node, section_id: str) -> int:
    """The place after the section's last block that is more than an empty paragraph. Raises NoSuchSection."""
    section = next((each for each in list_sections(tree) if each.id == section_id), None)
    if section is None:
        raise NoSuchSection(section_id)
    at = section.end
    while at > section.start + 1 and tree["content"][at - 1] == paragraph():
        at -= 1
    return at

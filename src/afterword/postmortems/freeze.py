"""Keeping a report as it is now, and reading it again as it was."""

from collections.abc import Mapping
from typing import Any

from afterword.core import clock
from afterword.documents.models import Document, DocumentUpdate, Revision, RevisionKind
from afterword.documents.pictures import hashes_in
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword.postmortems.facts import Facts
from afterword.postmortems.live import facts_of, told
from afterword.postmortems.models import Postmortem
from afterword_text.live_blocks import opening
from afterword_text.schema import schema
from afterword_text.tree import Node, Tree, children, node, paragraph, walk

_OF_THE_REPORT = ("<!-- block: status", "<!-- block: approvals", "<!-- block: metadata")
Said = dict[str, list[Node]]


def freeze(actor: Actor, postmortem: Postmortem, kind: RevisionKind, *, name: str = "") -> Revision:
    """A revision of the report as it is now: its text, and what its live blocks say. The report's row is locked."""
    document = Document.objects.select_for_update().get(pk=postmortem.document_id)
    tree = tree_of(document)
    before = document.revisions.first()
    return Revision.objects.create(
        document=document,
        number=before.number + 1 if before else 1,
        kind=kind,
        name=name,
        title=postmortem.title,
        head=document.head,
        tree=tree,
        blocks=blocks_said(postmortem, tree, facts_of(postmortem)),
        schema_version=schema().version,
        images=sorted(hashes_in(tree)),
        authors=_authors(document, before.head if before else 0),
        made_by=actor.user,
        made_by_label=actor.label[:200],
        made_at=clock.now(),
    )


def blocks_said(postmortem: Postmortem, tree: Tree, facts: Facts) -> Said:
    """What each live block of the text says with these facts, by its opening comment."""
    blocks = {opening(each): each for each in walk(tree) if each["type"] == "liveBlock"}
    return {key: children(told(postmortem, node("doc", [each]), facts)) for key, each in blocks.items()}


def is_of_the_report(block: str) -> bool:
    """Whether it tells of the report itself, which changes with every step of its life, and not of what happened."""
    return block.startswith(_OF_THE_REPORT)


def as_it_was(revision: Revision) -> Tree:
    """The revision's text with what its live blocks said then."""
    return _filled(revision.tree, revision.blocks)


def _filled(top: Node, said: Mapping[str, list[Node]]) -> Node:
    if not any(each["type"] == "liveBlock" for each in walk(top)):
        return top
    content: list[Node] = []
    for each in children(top):
        content += said.get(opening(each), []) if each["type"] == "liveBlock" else [_filled(each, said)]
    return {**top, "content": content or [paragraph()]}


def _authors(document: Document, since: int) -> list[Any]:
    updates = DocumentUpdate.objects.filter(document=document, number__gt=since).order_by("actor_label")
    return list(updates.values_list("actor_label", flat=True).distinct())

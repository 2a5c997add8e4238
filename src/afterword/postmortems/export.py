"""A report as a file: Markdown, one HTML file, the tree as JSON, or plain text."""

import json
from enum import StrEnum

from django.conf import settings

from afterword.core.rows import JSON
from afterword.documents.html_file import to_html_file
from afterword.documents.models import Revision
from afterword.documents.pictures import with_pictures
from afterword.documents.tree import tree_of
from afterword.incidents.models import Incident
from afterword.postmortems.freeze import as_it_was, blocks_said
from afterword.postmortems.key_metrics import adjusted_severity
from afterword.postmortems.live import facts_of, speaker, told
from afterword.postmortems.models import Postmortem, State
from afterword_text.formats import File, to_text
from afterword_text.front_matter import join
from afterword_text.live_blocks import Params, live_block, opening
from afterword_text.markdown import write
from afterword_text.schema import schema
from afterword_text.tree import children, node, text


class Format(StrEnum):
    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    TEXT = "txt"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.HTML: "text/html; charset=utf-8",
    Format.JSON: "application/json",
    Format.TEXT: "text/plain; charset=utf-8",
}


def exported(postmortem: Postmortem, kind: Format) -> str:
    """The report in that format, with what its blocks say; a published one as it was published."""
    if kind == Format.MARKDOWN:
        return to_markdown(postmortem)
    revision = postmortem.published_revision if postmortem.state == State.PUBLISHED else None
    tree = revision.tree if revision else tree_of(postmortem.document)
    facts = facts_of(postmortem)
    said = as_it_was(revision) if revision else told(postmortem, tree, facts)
    title = revision.title if revision else postmortem.title
    meta = front_matter(postmortem) | {"title": title}
    if kind == Format.JSON:
        blocks = revision.blocks if revision else blocks_said(postmortem, tree, facts)
        whole = {"schema": schema().version, "meta": meta, "document": tree, "blocks": blocks}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    titled = File({**said, "content": [node("heading", [text(title)], level=1), *children(said)]}, meta)
    if kind == Format.HTML:
        return with_pictures(to_html_file(titled), postmortem.document_id)
    return to_text(titled)


def to_markdown(postmortem: Postmortem) -> str:
    """Markdown with front matter that says what it is, of which incidents, and how it stands.

    A published report says what was published.
    """
    if postmortem.state == State.PUBLISHED and postmortem.published_revision:
        return revision_to_markdown(postmortem, postmortem.published_revision)
    body = write(tree_of(postmortem.document), speaker(postmortem))
    return join(front_matter(postmortem), f"# {postmortem.title}\n\n{body}")


def revision_to_markdown(postmortem: Postmortem, revision: Revision) -> str:
    """The text of one revision, with what its blocks said then."""

    def speak(kind: str, params: Params) -> str:
        return write(node("doc", revision.blocks.get(opening(live_block(kind, params)), [])))

    about = front_matter(postmortem) | {"title": revision.title, "revision": revision.number}
    return join(about, f"# {revision.title}\n\n{write(revision.tree, speak)}")


def front_matter(postmortem: Postmortem) -> JSON:
    covered = postmortem.incidents.order_by("coverage__position").select_related("highest_severity")
    incidents = list(covered.prefetch_related("services"))
    services = sorted({service.name for each in incidents for service in each.services.all()})
    return {
        "title": postmortem.title,
        "type": "postmortem",
        "version": "1.0",
        "id": postmortem.reference,
        "url": f"{settings.BASE_URL}{postmortem.url}",
        "created": postmortem.created_at.date().isoformat(),
        "status": str(postmortem.state),  # a plain string, also while it is still an enum member
        "language": postmortem.language,
        "timezone": postmortem.zone,
        "incidents": [each.reference for each in incidents],
        "severity": _severity(postmortem, incidents),
        "services": services,
        "tags": ["postmortem", "incident", "learning", "blameless"],
    }


def _severity(postmortem: Postmortem, incidents: list[Incident]) -> str:
    """As people corrected it, else the highest that one of them reached."""
    if adjusted := adjusted_severity(postmortem):
        return adjusted.name
    return _worst(incidents) if incidents else ""


def _worst(incidents: list[Incident]) -> str:
    severities = [each.highest_severity for each in incidents]
    worst = severities[0]
    for severity in severities[1:]:
        if severity.is_worse_than(worst):
            worst = severity
    return worst.name


def file_name(postmortem: Postmortem, kind: Format = Format.MARKDOWN) -> str:
    return f"{postmortem.reference.lower()}.{kind}"

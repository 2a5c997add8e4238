"""Changing a runbook: its title, one section at a time as Markdown, what it is for, and whether it is offered."""

from collections.abc import Iterable

from django.db import transaction

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.documents.section import edit_section as edit_document_section
from afterword.incidents.models import Service
from afterword.incidents.validation import clean_title
from afterword.people.actor import Actor
from afterword.people.models import Team
from afterword.runbooks.models import Runbook
from afterword.runbooks.searching import index_soon


@transaction.atomic
def edit_section(actor: Actor, runbook: Runbook, section: str, markdown: str, *, base: int) -> int:
    """Write one section anew, as it was read at `base`; what others wrote since is kept. Answers the new number.

    Raises Conflict when `base` is older than what is kept, and changes nothing.
    """
    runbook = lock(actor, Verb.RUNBOOK_EDIT, runbook)
    before = runbook.document.head
    head = edit_document_section(actor, runbook.document, section, markdown, base)
    if head != before:
        _touch(runbook)
    return head


@transaction.atomic
def describe_runbook(
    actor: Actor, runbook: Runbook, *, title: str, services: Iterable[Service], owner: Team | None
) -> Runbook:
    """Say what it is called, for which services it is offered, and which team keeps it."""
    runbook = lock(actor, Verb.RUNBOOK_EDIT, runbook)
    title, wanted = clean_title(title), set(services)
    before = (runbook.title, runbook.owner, set(runbook.services.all()))
    if before == (title, owner, wanted):
        return runbook
    runbook.title, runbook.owner = title, owner
    runbook.services.set(wanted)
    _touch(runbook, "title", "owner")
    audit(actor, "runbook.described", runbook, services=", ".join(sorted(map(str, wanted))), owner=str(owner or "–"))
    return runbook


@transaction.atomic
def retire_runbook(actor: Actor, runbook: Runbook) -> Runbook:
    """Offer it no more; it stays readable, and links to it work on."""
    runbook = lock(actor, Verb.RUNBOOK_EDIT, runbook)
    if runbook.retired_at is None:
        runbook.retired_at = clock.now()
        _touch(runbook, "retired_at")
        audit(actor, "runbook.retired", runbook)
    return runbook


@transaction.atomic
def revive_runbook(actor: Actor, runbook: Runbook) -> Runbook:
    """Offer it again."""
    runbook = lock(actor, Verb.RUNBOOK_EDIT, runbook)
    if runbook.retired_at is not None:
        runbook.retired_at = None
        _touch(runbook, "retired_at")
        audit(actor, "runbook.revived", runbook)
    return runbook


def _touch(runbook: Runbook, *fields: str) -> None:
    runbook.updated_at = clock.now()
    runbook.save(update_fields=["updated_at", *fields])
    index_soon(runbook)

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import translation

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.numbering import next_number
from afterword.documents.create import create_document
from afterword.incidents.models import Service
from afterword.incidents.validation import clean_long_text, clean_title
from afterword.people.actor import Actor
from afterword.people.models import Team
from afterword.runbooks.models import Runbook
from afterword.runbooks.searching import index_soon
from afterword.runbooks.skeleton import skeleton

LESSON_LENGTH = 50_000


@transaction.atomic
def start_runbook(
    actor: Actor,
    title: str,
    *,
    services: Iterable[Service] = (),
    owner: Team | None = None,
    lesson: str = "",
    started_from: models.Model | None = None,
    language: str = "",
) -> Runbook:
    """A runbook with the sections to fill in, offered on incidents of these services from now on.

    `lesson` is Markdown put before them, and `started_from` the report that asked for it. Runbooks are read by
    everyone signed in: the caller passes nothing that is not.
    """
    require(actor, Verb.RUNBOOK_EDIT)
    lesson = clean_long_text(lesson, field="lesson", limit=LESSON_LENGTH)
    runbook = Runbook(
        number=next_number("runbook"),
        title=clean_title(title),
        document=create_document(actor, skeleton(language or translation.get_language() or "en", lesson)),
        owner=owner,
        started_by=actor.user,
    )
    runbook.started_from_id = started_from.pk if started_from else None
    runbook.save(force_insert=True)
    runbook.services.add(*services)
    index_soon(runbook)
    audit(actor, "runbook.started", runbook)
    return runbook

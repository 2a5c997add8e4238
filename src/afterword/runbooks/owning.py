"""What a runbook says of its text: who may write it, and what follows when somebody did."""

from collections.abc import Collection, Hashable
from uuid import UUID

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.documents.models import Document
from afterword.documents.owners import Role
from afterword.people.actor import Actor
from afterword.runbooks.models import Runbook
from afterword.runbooks.searching import index


class RunbookTexts:
    def role_of(self, actor: Actor, document_id: UUID) -> Role | None:
        runbook = Runbook.objects.visible_to(actor).filter(document_id=document_id).first()
        if runbook is None:
            return None
        return Role.EDITOR if can(actor, Verb.RUNBOOK_EDIT, runbook) else Role.VIEWER

    def versions(self, document_ids: Collection[UUID]) -> dict[UUID, Hashable]:
        found = Runbook.objects.filter(document_id__in=document_ids)
        return dict.fromkeys(found.values_list("document_id", flat=True))

    def text_changed(self, document: Document) -> None:
        runbook = Runbook.objects.select_related("document").filter(document=document).first()
        if runbook is not None:
            index(runbook)
            Runbook.objects.filter(pk=runbook.pk).update(updated_at=clock.now())

"""What a report says of its text: who may write it, and what follows when somebody did."""

from collections.abc import Collection, Hashable
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Sum

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.documents.models import Document
from afterword.documents.owners import Role
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem, State
from afterword.postmortems.searching import index

TOUCHED_EVERY = timedelta(minutes=1)  # every page that shows the report reads it again whenever it is touched


class ReportTexts:
    def role_of(self, actor: Actor, document_id: UUID) -> Role | None:
        """What was published is not written in any more; whoever may read a report may remark on it."""
        postmortem = Postmortem.objects.visible_to(actor).filter(document_id=document_id).first()
        if postmortem is None:
            return None
        if postmortem.state != State.PUBLISHED and can(actor, Verb.POSTMORTEM_EDIT, postmortem):
            return Role.EDITOR
        return Role.COMMENTER if actor.user else Role.VIEWER

    def versions(self, document_ids: Collection[UUID]) -> dict[UUID, Hashable]:
        """Its state, and what its incidents say of who may see them and who has a part in them."""
        reports = Postmortem.objects.filter(document_id__in=document_ids).values_list("document_id", "state")
        found = reports.annotate(Count("incidents"), Sum("incidents__access_version"), Sum("incidents__timeline_head"))
        return {document_id: tuple(rest) for document_id, *rest in found.order_by()}

    def text_changed(self, document: Document) -> None:
        postmortem = Postmortem.objects.select_related("document").filter(document=document).first()
        if postmortem is None:
            return
        index(postmortem)
        now = clock.now()
        # Touched, not saved: a verb may be at work on the same row.
        Postmortem.objects.filter(pk=postmortem.pk, updated_at__lt=now - TOUCHED_EVERY).update(updated_at=now)

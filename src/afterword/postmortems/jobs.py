"""What is done for reports in the background."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from afterword.core import clock
from afterword.core.jobs.registry import schedule
from afterword.documents.models import Revision, RevisionKind
from afterword.people.actor import Actor
from afterword.postmortems.freeze import freeze
from afterword.postmortems.models import Postmortem

QUIET = timedelta(minutes=30)
AT_LEAST = timedelta(days=1)


@schedule("postmortems.revisions", every=timedelta(minutes=10))
def keep_revisions() -> None:
    """A revision of every report that was edited since its last one, once it is quiet or a day has passed."""
    for key in _edited():
        with transaction.atomic():
            postmortem = Postmortem.objects.select_for_update(of=("self",)).filter(pk=key).first()
            if postmortem:
                freeze(Actor.system(), postmortem, RevisionKind.AUTOMATIC)


def _edited() -> list[UUID]:
    now = clock.now()
    last = Revision.objects.filter(document=OuterRef("document")).order_by("-number")
    found = Postmortem.objects.annotate(
        kept=Coalesce(Subquery(last.values("head")[:1]), Value(0)), kept_at=Subquery(last.values("made_at")[:1])
    )
    is_due = Q(document__updated_at__lte=now - QUIET) | Q(kept_at__lte=now - AT_LEAST)
    is_due |= Q(kept_at=None, document__created_at__lte=now - AT_LEAST)
    return list(found.filter(is_due, document__head__gt=F("kept")).values_list("pk", flat=True))

"""Having an import done in the background."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict
from afterword.core.jobs.enqueue import enqueue
from afterword.people.actor import Actor
from afterword.transfer.models import FileState, ReportImport


@transaction.atomic
def confirm_import(actor: Actor, run: ReportImport) -> ReportImport:
    """Have the waiting files imported in the background, in the name of whoever confirms. While it runs, nothing."""
    require(actor, Verb.POSTMORTEM_IMPORT)
    run = ReportImport.objects.select_for_update().get(pk=run.pk)
    if run.is_running:
        return run
    if not run.files.filter(state=FileState.WAITING).exists():
        raise Conflict(_("No file of it waits to be imported."), code="nothing_waits")
    run.confirmed_at, run.finished_at = clock.now(), None
    run.made_by, run.made_by_label = actor.user, actor.label[:200]
    run.save()
    enqueue("transfer.reports", {"run": str(run.pk)}, key=str(run.pk))
    return run

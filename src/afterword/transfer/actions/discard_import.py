"""Forgetting an import that was only looked at."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict
from afterword.people.actor import Actor
from afterword.transfer.models import FileState, ReportImport


@transaction.atomic
def discard_import(actor: Actor, run: ReportImport) -> None:
    """Forget an import of which nothing is in yet."""
    require(actor, Verb.POSTMORTEM_IMPORT)
    run = ReportImport.objects.select_for_update().get(pk=run.pk)
    if run.is_running or run.files.filter(state=FileState.IMPORTED).exists():
        raise Conflict(_("Reports of it are in. It stays as the record of where they are from."), code="import_runs")
    run.delete()

"""What is imported in the background."""

from django.utils import translation

from afterword.core.errors import NotAllowed
from afterword.core.jobs.registry import GiveUp, task
from afterword.people.actor import Actor
from afterword.transfer.actions.bring_reports import import_waiting
from afterword.transfer.models import ReportImport


@task("transfer.reports")
def import_reports(run: str) -> None:
    """Go on with an import where it stands, in the name of whoever confirmed it."""
    found = ReportImport.objects.select_related("made_by").filter(pk=run).first()
    if found is None:
        raise GiveUp(f"The import {run} is gone.")
    if found.made_by is None:
        raise GiveUp(f"Whoever asked for the import {run} is gone.")
    with translation.override(found.language):
        try:
            import_waiting(Actor.person(found.made_by), found)
        except NotAllowed as refusal:
            raise GiveUp(refusal.message) from refusal

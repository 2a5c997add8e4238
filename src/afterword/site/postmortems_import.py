"""`afterword import postmortems`: what was recognised, file by file, and then what became of it."""

import argparse

from django.db import transaction

from afterword.core.errors import DomainError
from afterword.people.actor import Actor
from afterword.transfer.actions.bring_reports import bring, import_waiting
from afterword.transfer.models import FileState, ImportedFile, ReportImport, Whereto
from afterword.transfer.report_files import of_folder
from afterword_text.recognise import recognise


def import_postmortems(arguments: argparse.Namespace, actor: Actor) -> None:
    """Without --yes nothing is kept: what it would be is shown."""
    source = arguments.source or arguments.folder.resolve().stem
    files = of_folder(arguments.folder)
    with transaction.atomic():
        run = bring(actor, files, source=source)
        if not arguments.yes:
            _show(run)
            transaction.set_rollback(True)
    if arguments.yes:
        import_waiting(actor, run, on_done=_tell)
        _sum_up(run)


def _show(run: ReportImport) -> None:
    for file in run.files.all():
        found = recognise(file.text, file.name)
        print(f"{file.name}: {file.title}")
        if file.state == FileState.KNOWN:
            print("  already here")
            continue
        times = ", ".join(f"{name} {at}" for name, at in file.times.items()) or "no times stated"
        incident = "no incident" if file.whereto == Whereto.NONE else "a past incident"
        state = "published" if file.is_published else "draft"
        print(f"  {state}, {incident}; {times}; severity: {file.severity or 'not stated'}")
        print(f"  lines of the timeline: {len(found.timeline)}; action items: {len(found.actions)}")
        _told(file)
    print(f"Files: {run.files.count()}. Nothing is imported yet: add --yes.")


def _tell(file: ImportedFile) -> None:
    reference = f" as {file.postmortem.reference}" if file.postmortem else ""
    print(f"{file.name}: {FileState(file.state).label}{reference}", flush=True)
    _told(file)


def _told(file: ImportedFile) -> None:
    for sentence in file.told:
        print(f"  - {sentence}")


def _sum_up(run: ReportImport) -> None:
    count = {state: run.files.filter(state=state).count() for state in FileState}
    print(
        f"Imported: {count[FileState.IMPORTED]}. Already there: {count[FileState.KNOWN]}. "
        f"Refused: {count[FileState.REFUSED]}."
    )
    if count[FileState.REFUSED]:
        raise DomainError(f"Files that are not in: {count[FileState.REFUSED]}. Mend them and import them again.")

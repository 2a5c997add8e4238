"""Saying what is to come of one file of an import, after looking at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid
from afterword.incidents.models import Incident
from afterword.incidents.validation import clean_text, clean_title
from afterword.people.actor import Actor
from afterword.transfer.actions.bring_reports import draft_from
from afterword.transfer.incident_row import parse_row
from afterword.transfer.models import FileState, ImportedFile, ReportImport, Whereto
from afterword.transfer.report_draft import incident_row
from afterword.transfer.unplaced import sentence
from afterword_text.recognise import recognise


@dataclass(frozen=True)
class Correction:
    """What is to come of one file, as somebody says after looking at it. Of the `times`, empty ones are not known."""

    title: str
    zone: str = ""
    severity: str = ""
    services: tuple[str, ...] = ()
    times: Mapping[str, str] = field(default_factory=dict)
    whereto: str = Whereto.NEW
    incident: Incident | None = None
    is_published: bool = False
    is_left_out: bool = False


@transaction.atomic
def correct_file(actor: Actor, file: ImportedFile, said: Correction) -> ImportedFile:
    """Change what is to come of a file that is not in yet; one that was refused waits again.

    Raises Invalid for what an import would refuse, Conflict while the import runs and once the file is in.
    """
    require(actor, Verb.POSTMORTEM_IMPORT)
    run = ReportImport.objects.select_for_update().get(pk=file.run_id)
    file = ImportedFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    file.run = run
    if run.is_running or file.state in (FileState.IMPORTED, FileState.KNOWN):
        raise Conflict(_("This file can't be changed here any more."), code="import_runs")
    if said.whereto == Whereto.EXISTING and said.incident is None:
        raise Invalid({"incident": _("Say which incident it is, such as INC-12.")})
    file.title, file.zone, file.severity = clean_title(said.title), clean_text(said.zone).strip(), said.severity
    file.services = [name for each in said.services if (name := " ".join(clean_text(each).split()))]
    file.times = {name: at for name, words in said.times.items() if (at := clean_text(words).strip())}
    file.whereto, file.is_published = said.whereto, said.is_published
    file.incident = said.incident if said.whereto == Whereto.EXISTING else None
    file.state = FileState.LEFT_OUT if said.is_left_out else FileState.WAITING
    found = recognise(file.text, file.name)
    if file.whereto == Whereto.NEW and file.state == FileState.WAITING:
        parse_row(incident_row(draft_from(file), found), source=run.source)
    file.told = [sentence(each) for each in found.unplaced]
    file.save()
    return file

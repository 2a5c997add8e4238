"""Bringing in finished reports: first a look at what was recognised, then the import, a file at a time."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import DomainError, Invalid
from afterword.incidents.validation import clean_text
from afterword.people.actor import Actor
from afterword.transfer.actions.import_report import import_report, in_words
from afterword.transfer.incident_row import parse_row
from afterword.transfer.models import KEY_LENGTH, NAME_LENGTH, FileState, ImportedFile, ReportImport, Whereto
from afterword.transfer.report_draft import ReportDraft, draft_of, incident_row
from afterword.transfer.report_files import FoundFile
from afterword.transfer.unplaced import sentence
from afterword_text.recognise import recognise

SOURCE_LENGTH = 60


@transaction.atomic
def bring(actor: Actor, files: Sequence[FoundFile], *, source: str, language: str = "en") -> ReportImport:
    """Keep the files with what is recognised in them. Nothing is imported yet."""
    require(actor, Verb.POSTMORTEM_IMPORT)
    source = " ".join(clean_text(source).split())
    if not 1 <= len(source) <= SOURCE_LENGTH:
        words = _("Say in 1 to %(most)s characters where the reports are from.")
        raise Invalid({"source": words % {"most": SOURCE_LENGTH}})
    run = ReportImport.objects.create(
        source=source, language=language, made_by=actor.user, made_by_label=actor.label[:200]
    )
    rows = [_row(run, position, each) for position, each in enumerate(files)]
    known = set(imported_keys(row.key for row in rows))
    for row in rows:
        row.state = FileState.KNOWN if row.key in known else FileState.WAITING
    ImportedFile.objects.bulk_create(rows)
    return run


def import_waiting(actor: Actor, run: ReportImport, on_done: Callable[[ImportedFile], None] = lambda _: None) -> None:
    """Import every file that waits, each in a transaction of its own: after a kill, do it again and it goes on."""
    require(actor, Verb.POSTMORTEM_IMPORT)
    for key in list(run.files.filter(state=FileState.WAITING).values_list("pk", flat=True)):
        on_done(_import_one(actor, run, key))
    with transaction.atomic():
        if not ReportImport.objects.filter(pk=run.pk, finished_at=None).update(finished_at=clock.now()):
            return
        count = run.files.filter(state=FileState.IMPORTED).count()
        audit(actor, "reports.imported", run, called=run.source, count=count, source=run.source)


def imported_keys(keys: Iterable[str]) -> list[str]:
    """Those of the keys whose report is here."""
    return list(ImportedFile.objects.filter(key__in=list(keys), postmortem__isnull=False).values_list("key", flat=True))


def draft_from(file: ImportedFile) -> ReportDraft:
    return ReportDraft(
        source=file.run.source,
        name=file.name,
        text=file.text,
        title=file.title,
        zone=file.zone,
        severity=file.severity,
        services=tuple(file.services),
        times=file.times,
        incident=file.incident,
        stands_alone=file.whereto == Whereto.NONE,
        is_published=file.is_published,
    )


def _row(run: ReportImport, position: int, each: FoundFile) -> ImportedFile:
    draft = draft_of(run.source, each.name, each.text)
    if len(each.name) > NAME_LENGTH or len(draft.key) > KEY_LENGTH:
        raise Invalid({"files": _("The name of %(file)s is too long.") % {"file": each.name}})
    row = ImportedFile(
        run=run,
        position=position,
        name=each.name,
        key=draft.key,
        text=each.text,
        title=draft.title,
        zone=draft.zone,
        severity=draft.severity,
        services=list(draft.services),
        times=draft.times,
        whereto=Whereto.NONE if draft.stands_alone else Whereto.NEW,
        is_published=draft.is_published,
    )
    row.told = _problems(draft)
    return row


def _problems(draft: ReportDraft) -> list[str]:
    """What would be refused, known before it is tried, and what could not be placed."""
    found = recognise(draft.text, draft.name)
    told = [sentence(each) for each in found.unplaced]
    if draft.stands_alone:
        return [_("It says nowhere when it happened, so no incident is made of it unless you say when."), *told]
    try:
        parse_row(incident_row(draft, found), source=draft.source)
    except DomainError as refusal:
        return [in_words(refusal), *told]
    return told


def _import_one(actor: Actor, run: ReportImport, key: UUID) -> ImportedFile:
    try:
        with transaction.atomic():
            file = ImportedFile.objects.select_for_update(of=("self",)).get(pk=key)
            file.run = run
            if file.state != FileState.WAITING:
                return file
            if imported_keys([file.key]):
                file.state = FileState.KNOWN
            else:
                file.postmortem, left = import_report(actor, draft_from(file), language=run.language)
                unplaced = [sentence(each) for each in recognise(file.text, file.name).unplaced]
                file.state, file.told = FileState.IMPORTED, [*left, *unplaced]
            file.save(update_fields=["state", "postmortem", "told"])
            return file
    except DomainError as refusal:
        return _refused(key, in_words(refusal))
    except IntegrityError:
        if not imported_keys(ImportedFile.objects.filter(pk=key).values_list("key", flat=True)):
            raise
        return _refused(key, _("Another import of the same file was faster."))


def _refused(key: UUID, why: str) -> ImportedFile:
    file = ImportedFile.objects.get(pk=key)
    file.state, file.told = FileState.REFUSED, [why]
    file.save(update_fields=["state", "told"])
    return file

"""Bringing in finished reports: upload, a look at what was recognised, the import, and what became of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotFound
from afterword.transfer.actions.bring_reports import bring
from afterword.transfer.actions.confirm_import import confirm_import
from afterword.transfer.actions.discard_import import discard_import
from afterword.transfer.models import FileState, ImportedFile, ReportImport
from afterword.transfer.report_files import MOST_BYTES, of_uploads
from afterword.web.form_errors import show_problems, status_of
from afterword.web.imports.forms import UploadForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in

LIST = "/settings/imports"
RUNS, FILES = 50, 50  # on one page


@dataclass(frozen=True)
class Counts:
    """How many files of an import are in which state."""

    waiting: int
    left_out: int
    imported: int
    known: int
    refused: int

    @property
    def total(self) -> int:
        return self.waiting + self.left_out + self.imported + self.known + self.refused

    @property
    def to_do(self) -> int:
        return self.waiting + self.done

    @property
    def done(self) -> int:
        return self.imported + self.refused


@signed_in
def list_imports(request: PersonRequest) -> HttpResponse:
    require(request.actor, Verb.POSTMORTEM_IMPORT)
    runs = _counted(ReportImport.objects.select_related("made_by"))[:RUNS]
    context = {"runs": [(run, _counts(run)) for run in runs], "section": "settings"}
    return render(request, "imports/list.html", context)


@signed_in
def new_import(request: PersonRequest) -> HttpResponse:
    """Keeps the files and shows what was recognised; nothing is imported before that is confirmed."""
    require(request.actor, Verb.POSTMORTEM_IMPORT)
    initial = {"language": translation.get_language() or "en"}
    form = UploadForm(sent(request), request.FILES if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            found = of_uploads(_read(form.cleaned_data["reports"]))
            given = {"source": form.cleaned_data["source"], "language": form.cleaned_data["language"]}
            return SeeOther(bring(request.actor, found, **given).url)
        except Invalid as problem:
            show_problems(form, problem, {"files": "reports"})
    context = {"form": form, "back_href": LIST, "section": "settings"}
    return render(request, "imports/new.html", context, status=status_of(form))


@signed_in
def show_import(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """Its files: what is to come of each, and later what became of it. `?from=` begins at that place."""
    run = found_run(request, run_id)
    start = max(int(given), 0) if (given := request.GET.get("from", "")).isdecimal() and len(given) < 9 else 0
    rows = run.files.defer("text").select_related("incident", "postmortem").filter(position__gte=start)
    files = list(rows[: FILES + 1])
    context = {
        "run": run,
        "counts": _counts(run),
        "files": files[:FILES],
        "address": f"{run.url}?from={start}",
        "newer_href": f"{run.url}?from={max(start - FILES, 0)}" if start else "",
        "older_href": f"{run.url}?from={files[-1].position}" if len(files) > FILES else "",
        "section": "settings",
    }
    return render(request, "imports/run.html", context)


@require_POST
@signed_in
def confirm(request: PersonRequest, run_id: UUID) -> HttpResponse:
    return SeeOther(confirm_import(request.actor, found_run(request, run_id)).url)


@require_POST
@signed_in
def discard(request: PersonRequest, run_id: UUID) -> HttpResponse:
    discard_import(request.actor, found_run(request, run_id))
    messages.success(request, _("Forgotten. Nothing of it was imported."))
    return SeeOther(LIST)


def found_run(request: PersonRequest, run_id: UUID) -> Any:
    """The import with its counts, for those who may import."""
    require(request.actor, Verb.POSTMORTEM_IMPORT)
    run = _counted(ReportImport.objects.select_related("made_by")).filter(pk=run_id).first()
    if run is None:
        raise NotFound(_("There is no such import. Somebody may have forgotten it."))
    return run


def _counted(runs: QuerySet[ReportImport]) -> Any:
    return runs.annotate(**{f"n_{state}": Count("files", Q(files__state=state)) for state in FileState.values})


def _counts(run: Any) -> Counts:
    return Counts(**{state: getattr(run, f"n_{state}") for state in FileState.values})


def _read(files: "list[UploadedFile[bytes]]") -> list[tuple[str, bytes]]:
    """A little more than is taken of each is enough to see that it is too much."""
    return [(each.name or "", each.read(MOST_BYTES + 1)) for each in files]


def file_of(run: ReportImport, position: int) -> ImportedFile:
    file = run.files.select_related("incident", "postmortem").filter(position=position).first()
    if file is None:
        raise NotFound(_("There is no such file in this import."))
    return file

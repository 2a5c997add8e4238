"""One file of an import: what was recognised in it, to be corrected."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from afterword.core.errors import Conflict, Invalid
from afterword.transfer.actions.correct_file import correct_file
from afterword.transfer.models import FileState
from afterword.web.form_errors import show_refusal, status_of
from afterword.web.imports.forms import FileForm
from afterword.web.imports.pages import FILES, file_of, found_run
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in
from afterword_text.recognise import recognise

SHOWN = 200_000  # characters of the file's text
_FIELD_OF = {f"{moment}_at": moment for moment in ("started", "detected", "acknowledged", "mitigated", "resolved")}
_FIELD_OF |= {"declared_at": "declared", "timezone": "zone"}


@signed_in
def edit_file(request: PersonRequest, run_id: UUID, position: int) -> HttpResponse:
    run = found_run(request, run_id)
    file = file_of(run, position)
    form = FileForm(sent(request), file=file, actor=request.actor)
    back = f"{run.url}?from={position - position % FILES}"
    status = status_of(form)
    if form.is_bound and form.is_valid():
        try:
            correct_file(request.actor, file, form.correction)
            return SeeOther(back)
        except (Invalid, Conflict) as refusal:
            status = show_refusal(form, refusal, _FIELD_OF)
    found = recognise(file.text, file.name)
    context = {
        "run": run,
        "file": file,
        "form": form,
        "is_settled": run.is_running or file.state in (FileState.IMPORTED, FileState.KNOWN),
        "timeline_count": len(found.timeline),
        "actions": found.actions,
        "text": file.text[:SHOWN],
        "is_cut": len(file.text) > SHOWN,
        "back_href": back,
        "section": "settings",
    }
    return render(request, "imports/file.html", context, status=status)

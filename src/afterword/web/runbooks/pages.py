"""Runbooks: all of them, one to read, and writing it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import can, require, see
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.documents.tree import tree_of
from afterword.incidents.models import Incident, Service
from afterword.postmortems.lesson import lesson_of
from afterword.postmortems.models import Postmortem
from afterword.runbooks.actions.change import describe_runbook, edit_section, retire_runbook, revive_runbook
from afterword.runbooks.actions.start import start_runbook
from afterword.runbooks.actions.use import use_runbook
from afterword.runbooks.listing import RunbookFilter, page_of_runbooks
from afterword.runbooks.models import Runbook
from afterword.web.documents.section_page import Text, shown_sections, write_in
from afterword.web.form_errors import show_problems, status_of
from afterword.web.incidents.finding import back_to, find
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in
from afterword.web.runbooks.forms import RunbookForm
from afterword_text.markdown import write


@signed_in
def list_runbooks(request: PersonRequest) -> HttpResponse:
    wanted = RunbookFilter(
        service=_uuid(request.GET.get("service", "")),
        words=request.GET.get("q", "")[:400],
        is_retired=request.GET.get("retired") == "1",
    )
    kept = request.GET.copy()
    kept.pop("cursor", None)
    context = {
        "page": page_of_runbooks(request.actor, wanted, cursor=request.GET.get("cursor", "")),
        "wanted": wanted,
        "services": Service.objects.filter(retired_at=None),
        "query": kept.urlencode(),
        "may_edit": can(request.actor, Verb.RUNBOOK_EDIT),
        "section": "runbooks",
    }
    return render(request, "runbooks/list.html", context)


@signed_in
def show_runbook(request: PersonRequest, number: int) -> HttpResponse:
    runbook = _found(request, number)
    reports = Postmortem.objects.visible_to(request.actor)
    context = {
        "runbook": runbook,
        "services": list(runbook.services.all()),
        "origin": reports.filter(runbooks=runbook).first() if runbook.started_from_id else None,
        "sections": shown_sections(tree_of(runbook.document)),
        "may_edit": can(request.actor, Verb.RUNBOOK_EDIT, runbook),
        "section": "runbooks",
    }
    return render(request, "runbooks/runbook.html", context)


@signed_in
def start(request: PersonRequest) -> HttpResponse:
    """`?service=` has that one chosen; `?from=31` starts it from that report, with what it has to tell."""
    require(request.actor, Verb.RUNBOOK_EDIT)
    report = _report(request)
    covered = list(report.incidents.all()) if report else []
    services = [each.pk for each in Service.objects.filter(incidents__in=covered, retired_at=None).distinct()]
    chosen = _uuid(request.GET.get("service", ""))
    lesson = lesson_of(report) if report else ""
    initial = {
        "title": report.title if report and lesson else "",
        "services": services or ([chosen] if chosen else []),
    }
    form = RunbookForm(sent(request), initial=initial)
    status = status_of(form)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = start_runbook(request.actor, **given, lesson=lesson, started_from=report)
            return SeeOther(made.url)
        except Invalid as problem:
            show_problems(form, problem)
            status = problem.status
    context = {
        "form": form,
        "heading": _("Start a runbook"),
        "action_label": _("Start runbook"),
        "report": report,
        "has_lesson": bool(lesson),
        "back_href": report.url if report else "/runbooks",
        "section": "runbooks",
    }
    return render(request, "runbooks/form.html", context, status=status)


@signed_in
def describe(request: PersonRequest, number: int) -> HttpResponse:
    runbook = _found(request, number)
    require(request.actor, Verb.RUNBOOK_EDIT, runbook)
    services = tuple(runbook.services.all())
    initial = {"title": runbook.title, "services": services, "owner": runbook.owner}
    form = RunbookForm(sent(request), kept=services, team=runbook.owner, initial=initial)
    status = status_of(form)
    if form.is_bound and form.is_valid():
        try:
            return SeeOther(describe_runbook(request.actor, runbook, **form.cleaned_data).url)
        except Invalid as problem:
            show_problems(form, problem)
            status = problem.status
    context = {
        "form": form,
        "heading": _("What the runbook is for"),
        "action_label": _("Save"),
        "back_href": runbook.url,
        "section": "runbooks",
    }
    return render(request, "runbooks/form.html", context, status=status)


@signed_in
def write_section(request: PersonRequest, number: int, section_id: str) -> HttpResponse:
    runbook = _found(request, number)
    require(request.actor, Verb.RUNBOOK_EDIT, runbook)
    text = Text(
        runbook.document,
        runbook.url,
        str(runbook),
        f"rb-{number}",
        "runbooks",
        lambda section, markdown, base: edit_section(request.actor, runbook, section, markdown, base=base),
    )
    return write_in(request, text, section_id)


@require_POST
@signed_in
def retire(request: PersonRequest, number: int) -> HttpResponse:
    return SeeOther(retire_runbook(request.actor, _found(request, number)).url)


@require_POST
@signed_in
def revive(request: PersonRequest, number: int) -> HttpResponse:
    return SeeOther(revive_runbook(request.actor, _found(request, number)).url)


@signed_in
def download_markdown(request: PersonRequest, number: int) -> HttpResponse:
    runbook = _found(request, number)
    text = f"# {runbook.title}\n\n{write(tree_of(runbook.document))}"
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{runbook.reference.lower()}.md"'
    return response


@require_POST
@signed_in
def use(request: PersonRequest, number: int, runbook_number: int) -> HttpResponse:
    """Keep with the incident that it is worked with this runbook."""
    incident: Incident = find(request, number)
    use_runbook(request.actor, incident, _found(request, runbook_number))
    return SeeOther(back_to(request, incident))


def _found(request: PersonRequest, number: int) -> Runbook:
    return see(request.actor, Runbook.objects.filter(number=number).select_related("document", "owner", "started_by"))


def _report(request: PersonRequest) -> Postmortem | None:
    text = request.GET.get("from", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    return see(request.actor, Postmortem.objects.filter(number=int(text)))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

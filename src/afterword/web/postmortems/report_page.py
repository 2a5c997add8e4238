"""The report: reading it, and writing it one section at a time."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from afterword.access.policy import can, require, see
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.documents.render import to_html
from afterword.documents.tree import tree_of
from afterword.incidents.seen import note_seen
from afterword.postmortems.actions.edit import edit_section, rename
from afterword.postmortems.export import file_name, to_markdown
from afterword.postmortems.live import facts_of, told
from afterword.postmortems.models import Postmortem
from afterword.web.form_errors import show_problems
from afterword.web.middleware import zone_choice
from afterword.web.postmortems.forms import SectionForm, TitleForm
from afterword.web.requests import PersonRequest, signed_in
from afterword_text.sections import NoSuchSection, list_sections, section_markdown
from afterword_text.tree import Tree, children, node

MOST_ENTRIES = 500  # of the timeline on the page; a longer one is read on the incident


@dataclass(frozen=True)
class ShownSection:
    id: str
    title: str
    html: SafeString


@signed_in
def show_postmortem(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = _found(request, number)
    _use_zone(request, postmortem)
    facts = facts_of(postmortem, most_entries=MOST_ENTRIES)
    tree = told(postmortem, tree_of(postmortem.document), facts)
    followed = [f"incident:{each.incident.number}" for each in facts.incidents]
    context = {
        "postmortem": postmortem,
        "sections": _shown(tree),
        "facts": facts,
        "topics": " ".join([f"postmortem:{number}", *followed]),
        "may_edit": can(request.actor, Verb.POSTMORTEM_EDIT, postmortem),
        "section": "postmortems",
        "zone_of_incident": postmortem.zone,
    }
    return render(request, "postmortems/report.html", context)


@signed_in
def write_section(request: PersonRequest, number: int, section_id: str) -> HttpResponse:
    """The section as Markdown. What others write meanwhile is merged; nothing typed is lost on a refusal."""
    postmortem = _found(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    try:
        current = section_markdown(tree_of(postmortem.document), section_id)
    except NoSuchSection as gone:
        return _show_homeless_text(request, postmortem, section_id, gone)
    form = SectionForm(request.POST or None, initial={"markdown": current, "base": postmortem.document.head})
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            markdown, base = form.cleaned_data["markdown"], form.cleaned_data["base"]
            head = edit_section(request.actor, postmortem, section_id, markdown, base=base)
            if head > base + 1:
                messages.info(
                    request, _("Others wrote in this report meanwhile. All of it is kept: read it once more.")
                )
            return HttpResponseRedirect(f"{postmortem.url}#{section_id}")
        except Invalid as problem:
            show_problems(form, problem)
        except Conflict as problem:
            form.add_error(None, problem.message)
            theirs = current
    context = {
        "form": form,
        "postmortem": postmortem,
        "section_id": section_id,
        "section_title": _title(postmortem, section_id),
        "theirs": theirs,
        "base": postmortem.document.head if theirs else form["base"].value(),
        "section": "postmortems",
    }
    return render(request, "postmortems/section.html", context, status=_status(form, theirs))


@signed_in
def rename_postmortem(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = _found(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    form = TitleForm(request.POST or None, initial={"title": postmortem.title})
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(rename(request.actor, postmortem, form.cleaned_data["title"]).url)
        except Invalid as problem:
            show_problems(form, problem)
    context = {"form": form, "postmortem": postmortem, "section": "postmortems"}
    return render(request, "postmortems/title.html", context, status=_status(form))


@signed_in
def download_markdown(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = _found(request, number)
    response = HttpResponse(to_markdown(postmortem), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(postmortem)}"'
    return response


def _found(request: PersonRequest, number: int) -> Postmortem:
    found = Postmortem.objects.filter(number=number).select_related("document", "started_by")
    postmortem = see(request.actor, found)
    for incident in postmortem.incidents.filter(is_private=True):
        note_seen(request.actor, incident)
    return postmortem


def _use_zone(request: PersonRequest, postmortem: Postmortem) -> None:
    if zone_choice(request) == "incident":
        timezone.activate(ZoneInfo(postmortem.zone))


def _shown(tree: Tree) -> list[ShownSection]:
    blocks = children(tree)
    return [
        ShownSection(each.id, each.title, to_html(node("doc", blocks[each.start : each.end])))
        for each in list_sections(tree)
    ]


def _show_homeless_text(
    request: PersonRequest, postmortem: Postmortem, section_id: str, gone: Exception
) -> HttpResponse:
    """Somebody removed the section while another wrote in it: the words are shown, to be put elsewhere."""
    typed = request.POST.get("markdown", "").strip()
    if not typed:
        raise NotFound(_("This section is no longer in the report. Go back and choose another.")) from gone
    form = SectionForm(request.POST)
    form.add_error(
        None, _("This section is no longer in the report. Your text is not saved: copy it into another one.")
    )
    context = {
        "form": form,
        "postmortem": postmortem,
        "section_id": section_id,
        "section_title": typed.partition("\n")[0].strip("# "),
        "is_gone": True,
        "section": "postmortems",
    }
    return render(request, "postmortems/section.html", context, status=409)


def _title(postmortem: Postmortem, section_id: str) -> str:
    tree = tree_of(postmortem.document)
    return next((each.title for each in list_sections(tree) if each.id == section_id), "")


def _status(form: TitleForm | SectionForm, theirs: str = "") -> int:
    if theirs:
        return 409
    return 422 if form.errors else 200

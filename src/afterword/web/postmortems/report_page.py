"""The report: reading it, and writing it one section at a time."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from afterword.access.policy import can, require, see
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.documents.tree import tree_of
from afterword.incidents.seen import note_seen
from afterword.postmortems.actions.edit import edit_section, rename
from afterword.postmortems.export import file_name, to_markdown
from afterword.postmortems.live import facts_of, told
from afterword.postmortems.models import Postmortem
from afterword.web.documents.section_page import Text, shown_sections, write_in
from afterword.web.form_errors import show_problems
from afterword.web.middleware import zone_choice
from afterword.web.postmortems.forms import TitleForm
from afterword.web.requests import PersonRequest, signed_in

MOST_ENTRIES = 500  # of the timeline on the page; a longer one is read on the incident


@signed_in
def show_postmortem(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = _found(request, number)
    _use_zone(request, postmortem)
    facts = facts_of(postmortem, most_entries=MOST_ENTRIES)
    tree = told(postmortem, tree_of(postmortem.document), facts)
    followed = [f"incident:{each.incident.number}" for each in facts.incidents]
    context = {
        "postmortem": postmortem,
        "sections": shown_sections(tree),
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
    text = Text(
        postmortem.document,
        postmortem.url,
        str(postmortem),
        f"pm-{number}",
        "postmortems",
        lambda section, markdown, base: edit_section(request.actor, postmortem, section, markdown, base=base),
    )
    return write_in(request, text, section_id)


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
    return render(request, "postmortems/title.html", context, status=422 if form.errors else 200)


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

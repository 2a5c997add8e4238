"""The report: reading it, and writing it one section at a time."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.documents.tree import tree_of
from afterword.postmortems.actions.edit import edit_section, rename
from afterword.postmortems.blocks.choices import block_choices
from afterword.postmortems.export import Format, exported, file_name
from afterword.postmortems.key_metrics import adjusted_severity, key_metrics
from afterword.postmortems.live import facts_of
from afterword.postmortems.models import Postmortem, State
from afterword.postmortems.policy import refuse_published
from afterword.postmortems.proposals import offered_sections
from afterword.web.documents.section_page import Text, shown_sections, write_in
from afterword.web.form_errors import show_problems
from afterword.web.postmortems.asked import asked_sections
from afterword.web.postmortems.finding import find
from afterword.web.postmortems.forms import TitleForm
from afterword.web.postmortems.standing import changed_since, shown_tree, standing_of
from afterword.web.requests import PersonRequest, signed_in
from afterword_text.progress import progress_of
from afterword_text.schema import schema

FORMATS = (
    (Format.MARKDOWN, "Markdown"),
    (Format.HTML, gettext_lazy("One HTML file")),
    (Format.TEXT, gettext_lazy("Plain text")),
    (Format.JSON, "JSON"),
)
MOST_THREADS = 50  # beside the text; the rest is on the page of all comments
MOST_ENTRIES = 500  # of the timeline on the page; a longer one is read on the incident


@signed_in
def show_postmortem(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = find(request, number)
    facts = facts_of(postmortem, most_entries=MOST_ENTRIES)
    tree = shown_tree(postmortem, tree_of(postmortem.document), facts)
    standing = standing_of(request.actor, postmortem)
    followed = [f"incident:{each.incident.number}" for each in facts.incidents]
    threads = list(postmortem.threads.open().with_comments()[: MOST_THREADS + 1])
    context = {
        "postmortem": postmortem,
        "threads": threads[:MOST_THREADS],
        "more_threads": len(threads) > MOST_THREADS,
        "has_threads": postmortem.comment_head > 0,
        "may_comment": request.actor.user is not None,
        "asked": asked_sections(request.actor, postmortem, may_edit=standing.may["edit"]),
        "sections": shown_sections(tree),
        "progress": progress_of(tree),
        "formats": FORMATS,
        "proposable": offered_sections(postmortem),
        "facts": facts,
        "topics": " ".join([f"report:{number}", f"comments:{number}", *followed]),
        "is_written": postmortem.state != State.PUBLISHED,
        "schema_version": schema().version,
        "block_choices": block_choices() if standing.may["edit"] else [],
        "adjusted_severity": adjusted_severity(postmortem),
        "metrics": key_metrics(facts) if facts.incidents else [],
        "may_edit": standing.may["edit"],
        "may_write": standing.may["edit"] and postmortem.state != State.PUBLISHED,
        "standing": standing,
        "changed_since": changed_since(postmortem, facts),
        "section": "postmortems",
        "zone_of_incident": postmortem.zone,
    }
    return render(request, "postmortems/report.html", context)


@signed_in
def write_section(request: PersonRequest, number: int, section_id: str) -> HttpResponse:
    """The section as Markdown. What others write meanwhile is merged; nothing typed is lost on a refusal."""
    postmortem = _to_write(request, number)
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
    postmortem = _to_write(request, number)
    form = TitleForm(request.POST or None, initial={"title": postmortem.title})
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(rename(request.actor, postmortem, form.cleaned_data["title"]).url)
        except Invalid as problem:
            show_problems(form, problem)
    context = {"form": form, "postmortem": postmortem, "section": "postmortems"}
    return render(request, "postmortems/title.html", context, status=422 if form.errors else 200)


@signed_in
def download(request: PersonRequest, number: int, kind: Format) -> HttpResponse:
    postmortem = find(request, number)
    response = HttpResponse(exported(postmortem, kind), content_type=kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(postmortem, kind)}"'
    return response


def _to_write(request: PersonRequest, number: int) -> Postmortem:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    return postmortem

"""The report as it was: all revisions, one of them, keeping one and bringing one back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from afterword.access.policy import can, require
from afterword.access.verbs import Verb
from afterword.core.keyset import Order, page_of
from afterword.postmortems.actions.revisions import make_revision, restore_revision
from afterword.postmortems.export import revision_to_markdown
from afterword.postmortems.freeze import as_it_was
from afterword.postmortems.models import State
from afterword.web.documents.section_page import shown_sections
from afterword.web.postmortems.dialog import Dialog, converse
from afterword.web.postmortems.finding import find, find_revision
from afterword.web.postmortems.life_forms import NoQuestionForm, RevisionForm
from afterword.web.requests import PersonRequest, sent, signed_in

WITHOUT_TEXT = ("tree", "blocks")
BY_NUMBER = Order("number")
PAGE_SIZE = 50


@signed_in
def list_revisions(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = find(request, number)
    cursor = request.GET.get("cursor", "")
    page = page_of(postmortem.document.revisions.defer(*WITHOUT_TEXT), BY_NUMBER, cursor=cursor, size=PAGE_SIZE)
    newest = postmortem.document.revisions.values_list("head", flat=True).first()
    context = {
        "postmortem": postmortem,
        "revisions": page.rows,
        "is_edited_since": newest is None or newest < postmortem.document.head,
        "newer_href": f"?cursor={page.previous_cursor}" if page.previous_cursor else "",
        "older_href": f"?cursor={page.next_cursor}" if page.next_cursor else "",
        "may_edit": can(request.actor, Verb.POSTMORTEM_EDIT, postmortem),
        "section": "postmortems",
        "zone_of_incident": postmortem.zone,
    }
    return render(request, "postmortems/revisions.html", context)


@signed_in
def show_revision(request: PersonRequest, number: int, revision_number: int) -> HttpResponse:
    postmortem, revision = find_revision(request, number, revision_number)
    may_edit = can(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    context = {
        "postmortem": postmortem,
        "revision": revision,
        "sections": shown_sections(as_it_was(revision)),
        "approvals": list(postmortem.approvals.filter(revision=revision)),
        "may_restore": may_edit and postmortem.state != State.PUBLISHED,
        "section": "postmortems",
        "zone_of_incident": postmortem.zone,
    }
    return render(request, "postmortems/revision.html", context)


@signed_in
def download_revision(request: PersonRequest, number: int, revision_number: int) -> HttpResponse:
    postmortem, revision = find_revision(request, number, revision_number)
    text = revision_to_markdown(postmortem, revision)
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = f"{postmortem.reference.lower()}-revision-{revision.number}.md"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in
def keep_revision(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    lead = _("The report as it is now, with its facts, to come back to.")
    dialog = Dialog(_("Keep a revision"), _("Keep"), lead=lead, back_href=f"{postmortem.url}/revisions")
    return converse(
        request,
        postmortem,
        RevisionForm(sent(request)),
        dialog,
        lambda given: make_revision(request.actor, postmortem, given["name"]),
    )


@signed_in
def bring_back(request: PersonRequest, number: int, revision_number: int) -> HttpResponse:
    postmortem, revision = find_revision(request, number, revision_number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    lead = _("The text becomes what it was then. What it says now is kept as a revision first, so nothing is lost.")
    heading = _("Restore revision %(number)s") % {"number": revision.number}

    def run(_given: dict[str, Any]) -> object:
        restore_revision(request.actor, postmortem, revision)
        messages.success(request, _("Revision %(number)s is restored.") % {"number": revision.number})
        return None

    return converse(request, postmortem, NoQuestionForm(sent(request)), Dialog(heading, _("Restore"), lead=lead), run)

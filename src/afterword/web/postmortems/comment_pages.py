"""Comments on a report: all of them, and the forms to say, answer, change and settle."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.core.keyset import Order, page_of
from afterword.people.models import User
from afterword.postmortems.actions import comments as verbs
from afterword.postmortems.actions.comments import Place
from afterword.postmortems.models import Comment, CommentThread, Postmortem
from afterword.postmortems.naming import readers_among
from afterword.web.incidents.forms import Words, text_area
from afterword.web.postmortems.dialog import Dialog, converse
from afterword.web.postmortems.finding import find
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in

PAGE_SIZE = 30
MOST_OFFERED = 8
BY_NUMBER = Order("number")
SHOWN = {"open": gettext_lazy("Open"), "resolved": gettext_lazy("Resolved"), "all": gettext_lazy("All")}


class CommentForm(forms.Form):
    text = Words(label=gettext_lazy("Comment"), widget=text_area(4, autofocus="autofocus"))


@require_GET
@signed_in
def list_comments(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = find(request, number)
    show = request.GET.get("show", "open")
    show, is_mine = show if show in SHOWN else "open", bool(request.GET.get("mine"))
    found: Any = postmortem.threads.with_comments()
    found = found.open() if show == "open" else found.resolved() if show == "resolved" else found
    found = found.concerning(request.actor) if is_mine else found
    page = page_of(found, BY_NUMBER, cursor=request.GET.get("cursor", ""), size=PAGE_SIZE)
    kept = {"show": show} | ({"mine": "1"} if is_mine else {})
    context = {
        "postmortem": postmortem,
        "threads": page.rows,
        "choices": [(key, label, _href(show=key, mine=is_mine), key == show) for key, label in SHOWN.items()],
        "mine_href": _href(show=show, mine=not is_mine),
        "is_mine": is_mine,
        "may_comment": request.actor.user is not None,
        "newer_href": f"?{urlencode(kept | {'cursor': page.previous_cursor})}" if page.previous_cursor else "",
        "older_href": f"?{urlencode(kept | {'cursor': page.next_cursor})}" if page.next_cursor else "",
        "came_from": "?from=comments",
        "section": "postmortems",
        "zone_of_incident": postmortem.zone,
    }
    return render(request, "postmortems/comments.html", context)


@signed_in
def start_thread(request: PersonRequest, number: int) -> HttpResponse:
    """What it is about stands in the address: the editor puts it there, and so do links without a script."""
    postmortem = _to(request, number)
    place = Place(*(request.GET.get(name, "") for name in ("section", "quote", "start", "end")))
    dialog = _dialog(request, postmortem, _("Comment"), _("Comment"), key="comment", quote=place.quote)
    return converse(
        request,
        postmortem,
        CommentForm(sent(request)),
        dialog,
        lambda given: verbs.start_thread(request.actor, postmortem, given["text"], place),
    )


@signed_in
def answer(request: PersonRequest, number: int, thread_number: int) -> HttpResponse:
    postmortem = _to(request, number)
    thread = _thread(postmortem, thread_number)
    key = f"answer-{thread_number}"
    dialog = _dialog(request, postmortem, _("Answer"), _("Answer"), key=key, quote=thread.quote, thread=thread)
    return converse(
        request,
        postmortem,
        CommentForm(sent(request)),
        dialog,
        lambda given: verbs.answer(request.actor, postmortem, thread_number, given["text"]),
    )


@signed_in
def edit(request: PersonRequest, number: int, thread_number: int, comment_id: UUID) -> HttpResponse:
    postmortem, comment = _comment(request, number, thread_number, comment_id)
    form = CommentForm(sent(request), initial={"text": comment.text})
    dialog = _dialog(request, postmortem, _("Change your comment"), _("Save"))
    return converse(
        request,
        postmortem,
        form,
        dialog,
        lambda given: verbs.edit_comment(request.actor, postmortem, thread_number, comment, given["text"]),
    )


@require_POST
@signed_in
def remove(request: PersonRequest, number: int, thread_number: int, comment_id: UUID) -> HttpResponse:
    postmortem, comment = _comment(request, number, thread_number, comment_id)
    verbs.remove_comment(request.actor, postmortem, thread_number, comment)
    return SeeOther(_back(request, postmortem))


@require_POST
@signed_in
def settle(request: PersonRequest, number: int, thread_number: int, step: str) -> HttpResponse:
    """`step` is one of resolution, reopening and reading."""
    postmortem = _to(request, number)
    run = {"resolution": verbs.resolve_thread, "reopening": verbs.reopen_thread, "reading": verbs.put_away}.get(step)
    if run is None:
        raise NotFound(_("There is nothing at this address, or it is not shared with you."))
    run(request.actor, postmortem, thread_number)
    return SeeOther("/" if request.GET.get("from") == "home" else _back(request, postmortem))


@require_GET
@signed_in
def find_readers(request: PersonRequest, number: int) -> HttpResponse:
    """People whom a comment can name: those of that name who may read the report."""
    postmortem = _to(request, number)
    words = request.GET.get("q", "").strip()[:80]
    people = User.objects.active().filter(name__icontains=words).order_by("name")[: MOST_OFFERED * 4]
    return JsonResponse({"names": [each.name for each in readers_among(postmortem, people)[:MOST_OFFERED]]})


def _to(request: PersonRequest, number: int) -> Postmortem:
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_COMMENT, postmortem)
    return postmortem


def _thread(postmortem: Postmortem, number: int) -> CommentThread:
    thread: CommentThread | None = postmortem.threads.with_comments().filter(number=number).first()
    if thread is None:
        raise NotFound(_("This comment is gone."))
    return thread


def _comment(request: PersonRequest, number: int, thread_number: int, comment_id: UUID) -> tuple[Postmortem, Comment]:
    postmortem = _to(request, number)
    comment = Comment.objects.filter(
        thread__postmortem=postmortem, thread__number=thread_number, pk=comment_id, removed_at=None
    ).first()
    if comment is None:
        raise NotFound(_("This comment is gone."))
    return postmortem, comment


def _dialog(
    request: PersonRequest, postmortem: Postmortem, heading: str, action: str, *, key: str = "", **extra: Any
) -> Dialog:
    return Dialog(
        heading, action, template="postmortems/comment.html", key=key, back_href=_back(request, postmortem), extra=extra
    )


def _back(request: PersonRequest, postmortem: Postmortem) -> str:
    return f"{postmortem.url}/comments?show=all" if request.GET.get("from") == "comments" else postmortem.url


def _href(*, show: str, mine: bool) -> str:
    return f"?{urlencode({'show': show} | ({'mine': '1'} if mine else {}))}"

"""Home: what needs the reader now, and a guided start where there is nothing yet."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from afterword.core import clock
from afterword.incidents.listing import LABELS
from afterword.incidents.models import Handover, HandoverState, Incident, Responder
from afterword.people.actor import Actor
from afterword.postmortems.models import Approval, CommentNotice, Postmortem, Reviewer, State
from afterword.postmortems.owed import newest_owed
from afterword.web.formats import short_day
from afterword.web.home.steps import open_steps
from afterword.web.my.tasks import todos_of
from afterword.web.requests import PersonRequest, signed_in

SHOWN = 10


@signed_in
def show_home(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate(clock.now())
    mine, others = open_incidents(request.actor)
    owed = newest_owed(request.actor, limit=SHOWN)
    reviews = reviews_for(request.actor)
    drafts = list(unfinished(request.actor)[:SHOWN])
    steps = open_steps(request)
    offers = offers_to(request.actor)
    remarks = remarks_for(request.actor)
    todos = todos_of(request.actor, most=SHOWN)
    context: dict[str, Any] = {
        "todos": todos,
        "offers": offers,
        "late": [each for each in (*mine, *others) if each.update_due_at and each.update_due_at < clock.now()],
        "mine": mine,
        "others": others,
        "owed": [(each, each.due_on and short_day(each.due_on, today), each.is_late(today)) for each in owed],
        "reviews": reviews,
        "remarks": remarks,
        "drafts": drafts,
        "steps": steps,
        "is_calm": not (mine or others or owed or reviews or drafts or remarks or offers or todos),
        "section": "home",
    }
    return render(request, "home/home.html", context)


def open_incidents(actor: Actor) -> tuple[list[Incident], list[Incident]]:
    """The reader's own open incidents, and the newest of the rest; tests of others are left out."""
    responding = Responder.objects.filter(user=actor.user, left_at=None)
    mine = Q(commander=actor.user) | Q(pk__in=responding.values("incident"))
    found = Incident.objects.visible_to(actor).open().select_related(*LABELS)
    worst_first = ("severity__position", "-declared_at", "-number")
    own = list(found.filter(mine).order_by(*worst_first)[:SHOWN])
    rest = list(found.filter(is_test=False).exclude(mine).order_by(*worst_first)[:SHOWN])
    return own, rest


def offers_to(actor: Actor) -> list[Handover]:
    """Roles that the reader is asked to take over."""
    seen = Incident.objects.visible_to(actor).open().values("pk")
    found = Handover.objects.filter(successor=actor.user, state=HandoverState.OFFERED, incident__in=seen)
    return list(found.select_related("incident", "role", "giver").order_by("offered_at")[:SHOWN])


def reviews_for(actor: Actor) -> list[Reviewer]:
    """What the reader was asked to review and has not approved yet; asked first, first."""
    said = Approval.objects.filter(
        postmortem=OuterRef("postmortem"), role=OuterRef("role"), user=actor.user, withdrawn_at=None
    )
    seen = Postmortem.objects.visible_to(actor).filter(state=State.IN_REVIEW).values("pk")
    found = Reviewer.objects.filter(user=actor.user, postmortem__in=seen).exclude(Exists(said))
    found = found.select_related("postmortem", "asked_by").defer("postmortem__document")
    return list(found.order_by("asked_at", "pk")[:SHOWN])


def remarks_for(actor: Actor) -> list[CommentNotice]:
    """The newest comment of each thread in which the reader is spoken to and has not answered yet."""
    seen = Postmortem.objects.visible_to(actor).values("pk")
    found = CommentNotice.objects.waiting_for(actor).filter(comment__thread__postmortem__in=seen)
    found = found.select_related("comment__thread__postmortem").defer("comment__thread__postmortem__sections")
    of_threads = {each.comment.thread_id: each for each in reversed(found.order_by("-comment__said_at")[: SHOWN * 3])}
    return sorted(of_threads.values(), key=lambda each: each.comment.said_at, reverse=True)[:SHOWN]


def unfinished(actor: Actor) -> Any:
    """Reports that are not published, of the reader or about incidents that the reader commanded; newest first."""
    own = Q(started_by=actor.user) | Q(owner=actor.user) | Q(incidents__commander=actor.user)
    found = Postmortem.objects.visible_to(actor).filter(own).exclude(state=State.PUBLISHED)
    return found.defer("document").distinct().order_by("-updated_at", "-number")

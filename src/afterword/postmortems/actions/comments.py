"""Remarking on a report and answering, by whoever may read it; the text stays as it is."""

import base64
import binascii
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.core.wakeup.announce import announce
from afterword.incidents.validation import clean_long_text, clean_text
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.postmortems.comments import PLACE_LENGTH, QUOTE_LENGTH, Comment, CommentNotice, CommentThread
from afterword.postmortems.models import Postmortem
from afterword.postmortems.naming import named_in, readers_among

TEXT_LENGTH = 5000
MOST_THREADS, MOST_ANSWERS = 1000, 200  # of a report, of a thread


@dataclass(frozen=True)
class Place:
    """What a remark is about: a section, and in it perhaps words between two Yjs relative positions in base64."""

    section: str = ""
    quote: str = ""
    start: str = ""
    end: str = ""


WHOLE = Place()


@transaction.atomic
def start_thread(actor: Actor, postmortem: Postmortem, text: str, place: Place = WHOLE) -> CommentThread:
    """Say something about the report. Whoever `@name` names finds it on their home page, if they may read it.

    Raises Invalid for a place that is none, Conflict when the report has as many threads as it may.
    """
    postmortem = _locked(actor, postmortem)
    place, text = _clean_place(place), _clean(text)
    if postmortem.threads.count() >= MOST_THREADS:
        raise Conflict(_("This report has %(most)s comments. Write in one of them.") % {"most": MOST_THREADS})
    thread = CommentThread.objects.create(
        postmortem=postmortem, number=postmortem.comment_head + 1,  # never given out again, also when it is gone
        section=place.section, quote=place.quote, start=place.start, end=place.end,
    )  # fmt: skip
    _say(actor, postmortem, thread, text)
    return thread


@transaction.atomic
def answer(actor: Actor, postmortem: Postmortem, number: int, text: str) -> Comment:
    """Say more in a thread. Those who spoke in it before find it on their home page."""
    postmortem = _locked(actor, postmortem)
    thread = _thread(postmortem, number)
    text = _clean(text)
    if thread.comments.count() >= MOST_ANSWERS:
        raise Conflict(_("This thread has %(most)s comments. Start another one.") % {"most": MOST_ANSWERS})
    return _say(actor, postmortem, thread, text)


@transaction.atomic
def edit_comment(actor: Actor, postmortem: Postmortem, number: int, comment: Comment, text: str) -> Comment:
    """Change one's own words. Whoever they name now and did not before is told."""
    postmortem = _locked(actor, postmortem)
    comment = _standing(_thread(postmortem, number), comment)
    if comment.author_id != actor.user_id:
        raise NotAllowed(_("These are somebody else's words. Answer them instead."))
    text = _clean(text)
    if text == comment.text:
        return comment
    comment.text, comment.edited_at = text, clock.now()
    comment.save(update_fields=["text", "edited_at"])
    _tell_named(actor, postmortem, comment)
    _touch(postmortem)
    return comment


@transaction.atomic
def remove_comment(actor: Actor, postmortem: Postmortem, number: int, comment: Comment) -> None:
    """Take back one's own words; administrators, anybody's, which the audit trail says.

    A thread in which nothing else was said goes with them.
    """
    postmortem = _locked(actor, postmortem)
    thread = _thread(postmortem, number)
    comment = _standing(thread, comment)
    if comment.author_id != actor.user_id and not actor.is_administrator:
        raise NotAllowed(_("These are somebody else's words. Ask an administrator to remove them."))
    if comment.author_id != actor.user_id:
        audit(actor, "comment.removed", postmortem, called=postmortem.reference, author=comment.label)
    if not thread.comments.exclude(pk=comment.pk).filter(removed_at=None).exists():
        thread.delete()
    else:
        comment.text, comment.removed_at = "", clock.now()
        comment.save(update_fields=["text", "removed_at"])
    _touch(postmortem)


@transaction.atomic
def resolve_thread(actor: Actor, postmortem: Postmortem, number: int) -> CommentThread:
    """Say that it is dealt with. Nothing is lost; it can be opened again."""
    return _settle(actor, postmortem, number, is_open=False)


@transaction.atomic
def reopen_thread(actor: Actor, postmortem: Postmortem, number: int) -> CommentThread:
    return _settle(actor, postmortem, number, is_open=True)


@transaction.atomic
def put_away(actor: Actor, postmortem: Postmortem, number: int) -> None:
    """One has read what was said in the thread, and has nothing to answer."""
    postmortem = _locked(actor, postmortem)
    notices = CommentNotice.objects.filter(comment__thread=_thread(postmortem, number), user=actor.user)
    notices.filter(put_away_at=None).update(put_away_at=clock.now())


def _locked(actor: Actor, postmortem: Postmortem) -> Postmortem:
    return lock(actor, Verb.POSTMORTEM_COMMENT, postmortem)


def _thread(postmortem: Postmortem, number: int) -> CommentThread:
    thread = postmortem.threads.filter(number=number).first()
    if thread is None:
        raise NotFound(_("This comment is gone."))
    return thread


def _standing(thread: CommentThread, comment: Comment) -> Comment:
    found = thread.comments.filter(pk=comment.pk, removed_at=None).first()
    if found is None:
        raise NotFound(_("This comment is gone."))
    return found


def _settle(actor: Actor, postmortem: Postmortem, number: int, *, is_open: bool) -> CommentThread:
    postmortem = _locked(actor, postmortem)
    thread = _thread(postmortem, number)
    if thread.is_open != is_open:
        thread.resolved_at, thread.resolved_by = (None, None) if is_open else (clock.now(), actor.user)
        thread.save(update_fields=["resolved_at", "resolved_by"])
        _touch(postmortem)
    return thread


def _say(actor: Actor, postmortem: Postmortem, thread: CommentThread, text: str) -> Comment:
    before = {each.author for each in thread.comments.select_related("author") if each.author}
    comment = Comment.objects.create(thread=thread, text=text, author=actor.user, label=actor.label[:200])
    _tell_named(actor, postmortem, comment)
    _tell(actor, postmortem, comment, before, is_named=False)
    _touch(postmortem)
    return comment


def _tell_named(actor: Actor, postmortem: Postmortem, comment: Comment) -> None:
    _tell(actor, postmortem, comment, set(named_in(comment.text)), is_named=True)


def _tell(actor: Actor, postmortem: Postmortem, comment: Comment, people: set[User], *, is_named: bool) -> None:
    others = readers_among(postmortem, (each for each in people if each.pk != actor.user_id))
    notices = [CommentNotice(comment=comment, user=each, is_named=is_named) for each in others]
    CommentNotice.objects.bulk_create(notices, ignore_conflicts=True)


def _touch(postmortem: Postmortem) -> None:
    """Open pages learn of it. The report itself was not edited, so its own time stays."""
    postmortem.comment_head += 1
    postmortem.save(update_fields=["comment_head"])
    announce()


def _clean(text: str) -> str:
    return clean_long_text(text, field="text", limit=TEXT_LENGTH, is_required=True)


def _clean_place(place: Place) -> Place:
    if bool(place.start) != bool(place.end):
        raise Invalid({"start": _("Give both ends of the words, or neither.")})
    for name, position in (("start", place.start), ("end", place.end)):
        if not _is_position(position):
            raise Invalid({name: _("This is no place in the text.")})
    if len(place.section) > 200:
        raise Invalid({"section": _("There is no such section.")})
    quote = " ".join(clean_text(place.quote).split())
    quote = quote if len(quote) <= QUOTE_LENGTH else f"{quote[: QUOTE_LENGTH - 1]}…"
    return Place(clean_text(place.section), quote, place.start, place.end)


def _is_position(position: str) -> bool:
    try:
        base64.b64decode(position, validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(position) <= PLACE_LENGTH

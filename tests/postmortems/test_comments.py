"""Remarks on a report: who says, hears, changes and settles them, and that the text stays as it was."""

import base64

import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.postmortems.actions import comments
from afterword.postmortems.actions.comments import (
    Place,
    answer,
    edit_comment,
    put_away,
    remove_comment,
    reopen_thread,
    resolve_thread,
    start_thread,
)
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.models import CommentNotice, CommentThread, Postmortem
from afterword.postmortems.naming import named_in
from tests.postmortems.reporting import a_report

SPOT = base64.b64encode(b"\x00\x01\x02").decode()


@pytest.fixture
def report(ada: Actor) -> Postmortem:
    return a_report(by=ada)


def waiting(actor: Actor) -> list[str]:
    return [each.comment.text for each in CommentNotice.objects.waiting_for(actor)]


def test_a_viewer_comments_and_the_text_stays_as_it_was(report: Postmortem, cy: Actor) -> None:
    before = (report.document.head, report.updated_at)

    thread = start_thread(cy, report, "Was it really 40 %?", Place("overview", "40 %  of\nall", SPOT, SPOT))

    report.refresh_from_db()
    assert (thread.number, thread.section, thread.quote) == (1, "overview", "40 % of all")
    assert (report.document.head, report.updated_at, report.comment_head) == (*before, 1)
    assert start_thread(cy, report, "And this?").number == 2


def test_who_is_named_is_told_until_it_is_answered_put_away_or_resolved(
    report: Postmortem, ada: Actor, bo: Actor, cy: Actor
) -> None:
    first = start_thread(cy, report, "@Bo, is it so? Or @ada@example.com?")
    assert (waiting(bo), waiting(ada), waiting(cy)) == ([first.comments.get().text],) * 2 + ([],)

    answer(bo, report, first.number, "It is.")
    assert (waiting(bo), waiting(cy)) == ([], ["It is."])  # who spoke before hears the answer

    put_away(cy, report, first.number)
    assert waiting(cy) == []
    resolve_thread(cy, report, first.number)
    assert waiting(ada) == []
    reopen_thread(cy, report, first.number)
    assert len(waiting(ada)) == 1


def test_nobody_is_told_of_a_report_that_they_do_not_see(report: Postmortem, ada: Actor, bo: Actor) -> None:
    set_privacy(ada, report.incidents.get(), is_private=True)

    start_thread(ada, report, "@Bo knows more")

    assert not CommentNotice.objects.exists()
    with pytest.raises(NotFound):
        start_thread(bo, report, "I do")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Bo and @bo again", ["Bo"]),
        ("@Bob is somebody else", []),
        ("mail bo@example.com", []),
        ("(@Bo)", ["Bo"]),
        ("@BO@EXAMPLE.COM, see", ["Bo"]),
        ("@Bo Li, not @Bo", ["Bo Li", "Bo"]),
        ("@李雷看一下", ["李雷"]),
        ("@", []),
        ("@%", []),
    ],
)
def test_names_in_a_text(bo: Actor, text: str, found: list[str]) -> None:
    for name in ("Bo Li", "李雷"):
        User.objects.create(name=name, email=f"{name.encode().hex()}@example.com")

    assert [each.name for each in named_in(text)] == found


def test_one_changes_only_ones_own_words(report: Postmortem, ada: Actor, bo: Actor, cy: Actor) -> None:
    thread = start_thread(cy, report, "@Ada look")
    comment = thread.comments.get()

    with pytest.raises(NotAllowed, match="somebody else's"):
        edit_comment(ada, report, thread.number, comment, "Hm")
    with pytest.raises(Invalid, match="Write something"):
        edit_comment(cy, report, thread.number, comment, " ")
    after = edit_comment(cy, report, thread.number, comment, "@Bo look")

    assert after.edited_at
    assert (waiting(bo), waiting(ada)) == (["@Bo look"], ["@Bo look"])


def test_words_taken_back_leave_their_place_and_an_empty_thread_goes(
    report: Postmortem, ada: Actor, cy: Actor, di: Actor
) -> None:
    thread = start_thread(cy, report, "@Ada look")
    said = answer(ada, report, thread.number, "Done")

    with pytest.raises(NotAllowed, match="administrator"):
        remove_comment(cy, report, thread.number, said)
    first = thread.comments.first()
    assert first
    remove_comment(cy, report, thread.number, first)
    assert [each.text for each in thread.comments.all()] == ["", "Done"]
    assert waiting(ada) == []
    with pytest.raises(NotFound):
        edit_comment(cy, report, thread.number, first, "Again")

    remove_comment(di, report, thread.number, said)
    assert not CommentThread.objects.exists()
    entry = AuditEntry.objects.get(action="comment.removed")
    assert (entry.actor_label, entry.data["author"]) == ("Di", "Ada")
    assert start_thread(cy, report, "Another one").number > thread.number  # a page that is open names the old one


def test_a_published_report_is_commented_on_too(report: Postmortem, ada: Actor, cy: Actor) -> None:
    publish(ada, report)

    assert start_thread(cy, report, "Thank you").is_open


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (Place(start=SPOT), "start"),
        (Place(start="not base64!", end=SPOT), "start"),
        (Place(start=SPOT, end="QUJD" * 200), "end"),
        (Place(section="x" * 201), "section"),
    ],
)
def test_a_place_that_is_none_is_refused(report: Postmortem, cy: Actor, place: Place, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        start_thread(cy, report, "Here", place)

    assert list(refused.value.fields) == [field]
    assert not report.threads.exists()


def test_there_are_only_so_many(report: Postmortem, cy: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "MOST_THREADS", 1)
    monkeypatch.setattr(comments, "MOST_ANSWERS", 2)
    thread = start_thread(cy, report, "One")

    with pytest.raises(Conflict, match="has 1 comments"):
        start_thread(cy, report, "Two")
    answer(cy, report, thread.number, "Two")
    with pytest.raises(Conflict, match="Start another"):
        answer(cy, report, thread.number, "Three")


def test_a_long_quote_is_cut(report: Postmortem, cy: Actor) -> None:
    assert len(start_thread(cy, report, "All of it", Place(quote="word " * 500)).quote) == 500

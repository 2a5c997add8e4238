from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid
from afterword.documents.models import RevisionKind
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.revisions import make_revision, restore_revision
from afterword.postmortems.freeze import as_it_was
from afterword.postmortems.jobs import keep_revisions
from afterword.postmortems.models import Postmortem
from afterword_text.tree import words_of
from tests.postmortems.reporting import a_report
from tests.world import a_note


def write(actor: Actor, report: Postmortem, words: str) -> None:
    report.document.refresh_from_db()
    edit_section(actor, report, "lessons", f"## What we learned\n\n{words}", base=report.document.head)


def test_a_named_revision_keeps_text_facts_and_authors(ada: Actor, bo: Actor) -> None:
    report = a_report(by=ada)
    a_note(report.incidents.get(), "Rolled back to 4.2", by=ada)
    write(bo, report, "Test more.")

    revision = make_revision(ada, report, "  Before the review ")
    a_note(report.incidents.get(), "Closed the ticket", by=ada)

    assert (revision.number, revision.name, revision.kind) == (1, "Before the review", RevisionKind.NAMED)
    assert revision.authors == ["Ada", "Bo"]
    said = words_of(as_it_was(revision))
    assert "Test more." in said
    assert "Closed the ticket" not in said


def test_a_revision_needs_a_name(ada: Actor) -> None:
    with pytest.raises(Invalid, match="Give it a name"):
        make_revision(ada, a_report(by=ada), " ")


def test_restoring_is_one_more_edit_and_keeps_what_was_said_before(ada: Actor) -> None:
    report = a_report(by=ada)
    old = make_revision(ada, report, "First")
    write(ada, report, "Test more.")

    head = restore_revision(ada, report, old)

    report.document.refresh_from_db()
    assert head == report.document.head > old.head
    assert tree_of(report.document) == old.tree
    kept = report.document.revisions.first()
    assert kept
    assert kept.kind == RevisionKind.AUTOMATIC
    assert "Test more." in words_of(kept.tree)


def test_a_published_report_is_not_restored(ada: Actor) -> None:
    report = a_report(by=ada)
    old = make_revision(ada, report, "First")
    publish(ada, report)

    with pytest.raises(Conflict, match="back to draft"):
        restore_revision(ada, report, old)


def test_quiet_for_half_an_hour_it_is_kept_by_itself_once(ada: Actor) -> None:
    report = a_report(by=ada)
    keep_revisions()
    assert not report.document.revisions.exists()

    with clock.at(clock.now() + timedelta(minutes=31)):
        keep_revisions()
        keep_revisions()

    assert report.document.revisions.get().kind == RevisionKind.AUTOMATIC


def test_what_is_edited_without_a_pause_is_kept_once_a_day(ada: Actor) -> None:
    report = a_report(by=ada)
    start = clock.now()
    for hour in range(1, 49):
        with clock.at(start + timedelta(hours=hour) / 2):
            write(ada, report, f"After {hour} half hours")
            keep_revisions()

    assert report.document.revisions.count() == 1

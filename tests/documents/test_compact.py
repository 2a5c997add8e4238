from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.core.errors import Conflict
from afterword.documents.append import append
from afterword.documents.compact import purge, snapshot
from afterword.documents.edit import edit
from afterword.documents.jobs import ENOUGH, compact
from afterword.documents.load import load_doc
from afterword.documents.models import Document, Snapshot
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from tests.documents.changing import element, stored
from tests.documents.writing import REPORT, a_document, replaced, said

LATER = timedelta(days=8)


def written(actor: Actor, times: int = 3) -> Document:
    document = a_document(actor)
    for number in range(times):
        edit(actor, document, replaced("Nothing yet.", f"Nothing yet. {number}"))
    return document


def test_a_snapshot_says_the_same_as_the_rows_it_holds(ada: Actor):
    document = written(ada)
    before = said(document)
    made = snapshot(document)
    assert made is not None
    assert made.upto == document.head == 4
    assert said(document) == before


def test_loading_takes_the_snapshot_and_only_the_rows_after_it(ada: Actor):
    document = written(ada)
    snapshot(document)
    edit(ada, document, replaced("slow", "down"))
    document.updates.filter(number__lte=4).delete()
    assert "down" in said(document)
    assert "2" in said(document, 4)


def test_there_is_one_snapshot_for_each_number(ada: Actor):
    document = written(ada)
    assert snapshot(document) is not None
    assert snapshot(document) is None
    assert Snapshot.objects.count() == 1


def test_rows_stay_for_a_week(ada: Actor):
    document = written(ada)
    snapshot(document)
    assert purge(document) == 0
    with clock.later(timedelta(days=6)):
        assert purge(document) == 0


def test_after_a_week_the_rows_go_and_the_document_stays(ada: Actor):
    document = written(ada)
    before = said(document)
    snapshot(document)
    edit(ada, document, replaced("slow", "down"))
    with clock.later(LATER):
        assert purge(document) == 4
        assert said(document) == before.replace("slow", "down")
        assert edit(ada, document, replaced("down", "back")) == 6


def test_a_number_that_is_gone_is_never_given_out_again(ada: Actor):
    document = written(ada)
    snapshot(document)
    with clock.later(LATER):
        purge(document)
        assert not document.updates.exists()
        assert edit(ada, document, replaced("slow", "down")) == 5


def test_a_version_that_is_no_longer_kept_is_refused(ada: Actor):
    document = written(ada)
    snapshot(document)
    with clock.later(LATER):
        purge(document)
        with pytest.raises(Conflict) as refused:
            edit(ada, document, replaced("slow", "down"), base=2)
    assert refused.value.code == "version_not_kept"
    assert document.updates.count() == 0


def test_a_form_opened_before_the_snapshot_can_still_be_saved(ada: Actor):
    document = written(ada)
    snapshot(document)
    assert edit(ada, document, replaced("slow", "down"), base=2) == 5
    assert "down" in said(document)


def test_a_missing_row_is_noticed(ada: Actor):
    document = written(ada)
    document.updates.filter(number=2).delete()
    with pytest.raises(Conflict):
        load_doc(document)


def test_no_snapshot_drops_an_update_that_waits_for_another(ada: Actor):
    document = a_document(ada)
    early = load_doc(document)
    updates: list[bytes] = []
    subscription = early.observe(lambda event: updates.append(event.update))
    first = stored(element(early, 1))
    first.insert(0, "one ")
    first.insert(0, "two ")
    early.unobserve(subscription)
    append(ada, document, updates[1], tree_of(document))
    assert snapshot(document) is None
    append(ada, document, updates[0], tree_of(document))
    assert snapshot(document) is not None
    assert "two one The checkout" in said(document)


def test_the_schedule_compacts_what_was_written_a_lot_and_leaves_the_rest(ada: Actor):
    busy, quiet = a_document(ada), a_document(ada)
    first = bytes(busy.updates.get().data)
    for _ in range(ENOUGH - 1):
        append(ada, busy, first, tree_of(quiet))
    compact()
    assert [each.document for each in Snapshot.objects.all()] == [busy]
    with clock.later(LATER):
        compact()
    assert (busy.updates.count(), quiet.updates.count()) == (0, 1)
    assert said(busy) == said(quiet) == REPORT

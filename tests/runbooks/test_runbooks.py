"""Starting, writing, describing, retiring and using a runbook."""

import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.documents.tree import tree_of
from afterword.incidents.kinds import LinkAdded
from afterword.runbooks.actions.change import describe_runbook, edit_section, retire_runbook, revive_runbook
from afterword.runbooks.actions.start import start_runbook
from afterword.runbooks.actions.use import use_runbook
from afterword.runbooks.models import Runbook
from afterword.runbooks.offered import offered_on
from afterword.runbooks.searching import index_later, search_runbooks
from afterword_text.markdown import write
from afterword_text.sections import list_sections
from tests.world import a_service, an_incident


def said(runbook):
    runbook.document.refresh_from_db()
    return write(tree_of(runbook.document))


def test_a_new_runbook_asks_for_what_one_needs_at_night(ada):
    runbook = start_runbook(ada, " Empty the cart cache ", services=[a_service()])

    assert (runbook.reference, runbook.title) == ("RB-1", "Empty the cart cache")
    assert "## Look first" in said(runbook)
    assert "## 先看哪里" in said(start_runbook(ada, "清空缓存", language="zh-hans"))
    assert AuditEntry.objects.filter(action="runbook.started").count() == 2


def test_two_people_write_in_it_and_both_are_kept(ada, bo):
    runbook = start_runbook(ada, "Empty the cart cache")
    base = runbook.document.head
    parts = [each.id for each in list_sections(tree_of(runbook.document))]

    edit_section(ada, runbook, parts[0], "## When to use this\n\nThe hit rate is 0.", base=base)
    edit_section(bo, runbook, parts[1], "## Look first\n\nThe cache board.", base=base)

    assert "The hit rate is 0." in said(runbook)
    assert "The cache board." in said(runbook)
    with pytest.raises(NotFound):
        edit_section(ada, runbook, "nowhere", "Text", base=base)


def test_it_is_offered_when_one_of_its_services_breaks_and_used_once(ada):
    cart = a_service("Cart")
    runbook = start_runbook(ada, "Empty the cart cache", services=[cart])
    incident, other = an_incident(commander=ada, services=(cart,)), an_incident(commander=ada)

    use_runbook(ada, incident, runbook)
    use_runbook(ada, incident, runbook)

    [offer] = offered_on(ada, incident, list(incident.links.all()))
    assert (offer.runbook, offer.is_used) == (runbook, True)
    assert incident.timeline.of_kind(LinkAdded).get().data["kind"] == "runbook"
    assert not offered_on(ada, other, [])


def test_a_retired_one_is_offered_no_more_and_comes_back(ada):
    cart = a_service("Cart")
    runbook = start_runbook(ada, "Empty the cart cache", services=[cart])
    incident = an_incident(commander=ada, services=(cart,))

    retire_runbook(ada, runbook)
    retire_runbook(ada, runbook)
    assert not offered_on(ada, incident, [])
    revive_runbook(ada, runbook)

    assert offered_on(ada, incident, [])
    assert AuditEntry.objects.filter(action__in=("runbook.retired", "runbook.revived")).count() == 2


def test_describing_it_anew_is_audited_once(ada):
    runbook = start_runbook(ada, "Empty the cache")

    for _ in range(2):
        describe_runbook(ada, runbook, title="Empty the cart cache", services=[a_service("Cart")], owner=None)

    runbook.refresh_from_db()
    assert (runbook.title, runbook.services.get().name) == ("Empty the cart cache", "Cart")
    assert AuditEntry.objects.filter(action="runbook.described").count() == 1


def test_what_it_says_is_found(ada):
    runbook = start_runbook(ada, "Empty the cart cache", lesson="## Last time\n\nThe eviction policy was wrong.")
    index_later(str(runbook.pk))

    assert [each.row for each in search_runbooks(ada, "eviction policy")] == [runbook]
    assert [each.row for each in search_runbooks(ada, "RB-1")] == [runbook]


def test_readers_read_and_do_not_write(ada, cy):
    runbook = start_runbook(ada, "Empty the cart cache")
    part = list_sections(tree_of(runbook.document))[0].id

    for attempt in (
        lambda: start_runbook(cy, "Mine"),
        lambda: edit_section(cy, runbook, part, "Hello", base=runbook.document.head),
        lambda: retire_runbook(cy, runbook),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Runbook.objects.visible_to(cy).get() == runbook


def test_bad_input_starts_and_changes_nothing(ada):
    for title in ("", "x" * 257):
        with pytest.raises(Invalid):
            start_runbook(ada, title)
    with pytest.raises(Invalid):
        start_runbook(ada, "Title", lesson="x" * 50_001)
    runbook = start_runbook(ada, "Empty the cart cache")
    part = list_sections(tree_of(runbook.document))[0].id
    before = said(runbook)
    with pytest.raises(Invalid):
        edit_section(ada, runbook, part, "x" * 200_001, base=runbook.document.head)
    with pytest.raises((Conflict, Invalid)):
        edit_section(ada, runbook, part, "Hello", base=10**6)

    assert Runbook.objects.count() == 1
    assert said(runbook) == before

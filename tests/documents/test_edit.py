import pytest
from django.db import transaction

from afterword.core.errors import Conflict, Invalid
from afterword.documents.edit import edit
from afterword.documents.models import Document, DocumentUpdate
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword_text.tree import Tree, children, node, paragraph, text
from tests.documents.writing import REPORT, a_document, replaced, said


def test_a_change_is_the_next_update(ada: Actor, bo: Actor):
    document = a_document(ada)
    assert edit(bo, document, replaced("slow", "slow for 12 minutes")) == 2
    assert said(document) == REPORT.replace("slow", "slow for 12 minutes")
    update = document.updates.get(number=2)
    assert update.actor_user == bo.user
    assert len(update.data) < 100
    assert document.head == 2
    assert "12 minutes" in Document.objects.get(pk=document.pk).text


def test_a_change_that_changes_nothing_adds_nothing(ada: Actor):
    document = a_document(ada)
    assert edit(ada, document, lambda tree: tree) == 1
    assert edit(ada, document, replaced("words that are not there", "x")) == 1
    assert document.updates.count() == 1


def test_two_people_on_the_same_version_are_both_heard(ada: Actor, bo: Actor):
    document = a_document(ada)
    edit(ada, document, replaced("The checkout", "The whole checkout"), base=1)
    assert edit(bo, document, replaced("was slow.", "was slow in Europe."), base=1) == 3
    assert "The whole checkout was slow in Europe." in said(document)


def test_a_section_against_the_whole(ada: Actor, bo: Actor):
    document = a_document(ada)
    edit(ada, document, replaced("- 10:12 rolled back\n", "- 10:12 rolled back\n- 10:15 mitigated\n"), base=1)
    edit(bo, document, lambda _tree: node("doc", [*children(tree_of(document, 1))[:-1], paragraph("The end.")]), base=1)
    assert "10:15 mitigated" in said(document)
    assert said(document).endswith("The end.\n")


def test_older_versions_stay_readable(ada: Actor):
    document = a_document(ada)
    edit(ada, document, replaced("slow", "down"))
    assert said(document, 1) == REPORT
    assert "down" in said(document, 2)


def test_words_in_what_was_deleted_meanwhile_are_not_swallowed(ada: Actor, bo: Actor):
    document = a_document(ada)
    edit(ada, document, replaced("Nothing yet.\n", ""), base=1)
    with pytest.raises(Conflict) as refused:
        edit(bo, document, replaced("Nothing yet.", "Nothing yet, ask Cy."), base=1)
    assert refused.value.code == "changed_meanwhile"
    assert Document.objects.get(pk=document.pk).head == document.updates.count() == 2


@pytest.mark.parametrize("base", [0, 2, -1])
def test_a_version_that_does_not_exist_is_refused(ada: Actor, base: int):
    with pytest.raises(Conflict):
        edit(ada, a_document(ada), replaced("slow", "down"), base=base)


@pytest.mark.parametrize(
    "wrong",
    [
        node("doc", [node("poem")]),
        node("doc", [node("heading", [text("x")], level=9)]),
        node("doc", [node("paragraph", [text("x", {"type": "blink"})])]),
    ],
)
def test_a_result_that_is_no_document_changes_nothing(ada: Actor, wrong: Tree):
    document = a_document(ada)
    with pytest.raises(Invalid):
        edit(ada, document, lambda _tree: wrong)
    assert said(document) == REPORT
    assert document.updates.count() == 1


def test_endless_nesting_is_refused(ada: Actor):
    tree = paragraph("deep")
    for _ in range(150):
        tree = node("blockquote", [tree])
    with pytest.raises(Invalid, match="100 levels"):
        edit(ada, a_document(ada), lambda _tree: node("doc", [tree]))


def test_the_number_belongs_to_the_callers_transaction(ada: Actor):
    document = a_document(ada)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        edit(ada, document, replaced("slow", "down"))
        raise ZeroDivisionError
    fresh = Document.objects.get(pk=document.pk)
    assert (fresh.head, fresh.updates.count(), said(fresh)) == (1, 1, REPORT)


def test_numbers_have_no_gaps(ada: Actor):
    document = a_document(ada)
    for number in range(5):
        edit(ada, document, replaced("Nothing yet.", f"Nothing yet. {number}"), base=1)
    numbers = DocumentUpdate.objects.filter(document=document).order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]
    assert all(str(number) in said(document) for number in range(5))

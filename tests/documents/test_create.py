import pytest

from afterword.core.errors import Invalid
from afterword.documents.create import create_document
from afterword.documents.models import Document
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword_text.headings import with_ids
from afterword_text.markdown import parse
from afterword_text.schema import schema
from afterword_text.tree import children, node, paragraph, string, text
from tests.documents.writing import REPORT, a_document, said


def test_a_new_document_says_what_it_was_given(ada: Actor):
    document = a_document(ada)
    assert said(document) == REPORT
    assert (document.head, document.schema_version) == (1, schema().version)


def test_it_ends_in_an_empty_paragraph_and_its_headings_have_names(ada: Actor):
    blocks = children(tree_of(a_document(ada)))
    assert blocks[-1] == paragraph()
    assert [string(block, "id") for block in blocks if block["type"] == "heading"] == ["summary", "timeline", "lessons"]


def test_the_first_update_says_who_wrote_it(ada: Actor):
    update = a_document(ada).updates.get()
    assert (update.number, update.actor_user, update.actor_label, update.actor_kind) == (1, ada.user, "Ada", "person")


def test_its_words_are_kept_for_search(ada: Actor):
    document = a_document(ada, "## 时间线\n\n**支付**超时 😀\n")
    assert document.text == "时间线\n支付超时 😀"
    assert Document.objects.get(pk=document.pk).text == document.text


def test_nothing_is_stored_of_what_does_not_follow_the_schema(ada: Actor):
    with pytest.raises(Invalid, match="poem"):
        create_document(ada, node("doc", [node("poem", [text("x")])]))
    assert not Document.objects.exists()


def test_an_empty_document_is_one_empty_paragraph(ada: Actor):
    assert children(tree_of(create_document(ada, node("doc")))) == [paragraph()]


def test_bytes_that_a_database_refuses_are_left_out(ada: Actor):
    document = create_document(ada, node("doc", [paragraph("a\0b\ud800c")]))
    assert said(document) == "abc\n"


def test_everything_that_markdown_says_survives(ada: Actor):
    source = "1. a\n2. b\n\n| h |\n| --- |\n| ![x](/y.png) |\n\n<div>\nraw\n</div>\n\n```sh\nls\n```\n"
    assert tree_of(a_document(ada, source))["content"][:-1] == with_ids(parse(source))["content"]

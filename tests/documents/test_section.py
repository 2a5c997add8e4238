import pytest

from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.documents.models import Document
from afterword.documents.section import edit_section
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword_text.sections import list_sections, section_markdown
from tests.documents.writing import REPORT, a_document, said


def test_one_section_is_written_anew_and_the_others_stay(ada: Actor):
    document = a_document(ada)
    assert edit_section(ada, document, "summary", "## Summary\n\nThe checkout was **down**.\n", 1) == 2
    assert said(document) == REPORT.replace("slow", "**down**")


def test_sent_back_unchanged_it_changes_nothing(ada: Actor):
    document = a_document(ada)
    for section in list_sections(tree_of(document)):
        shown = section_markdown(tree_of(document), section.id).replace("\n", "\r\n")  # as browsers send it
        assert edit_section(ada, document, section.id, shown, 1) == 1


def test_a_section_keeps_its_name_when_its_title_changes(ada: Actor):
    document = a_document(ada)
    edit_section(ada, document, "lessons", "## What we learned\n\nAlerts come late.\n", 1)
    assert [each.id for each in list_sections(tree_of(document))] == ["summary", "timeline", "lessons"]
    edit_section(ada, document, "lessons", "## What we learned\n\nAlerts come too late.\n", 2)
    assert "too late" in said(document)


def test_two_people_in_the_same_section_are_both_heard(ada: Actor, bo: Actor):
    document = a_document(ada)
    shown = section_markdown(tree_of(document), "timeline")
    edit_section(ada, document, "timeline", shown.replace("alert", "alert from the probe"), 1)
    edit_section(bo, document, "timeline", shown + "- 10:15 mitigated\n", 1)
    assert "- 10:00 alert from the probe\n- 10:12 rolled back\n- 10:15 mitigated\n" in said(document)


def test_two_people_in_two_sections_are_both_heard(ada: Actor, bo: Actor):
    document = a_document(ada)
    edit_section(ada, document, "summary", "## Summary\n\nIt was slow.\n", 1)
    edit_section(bo, document, "lessons", "## Lessons\n\nMany.\n", 1)
    assert said(document) == REPORT.replace("The checkout was", "It was").replace("Nothing yet.", "Many.")


def test_a_section_can_be_taken_out_and_another_put_in(ada: Actor):
    document = a_document(ada)
    edit_section(ada, document, "timeline", "", 1)
    edit_section(ada, document, "lessons", "## Lessons\n\nx\n\n## Lessons\n\ny\n", 2)
    assert [each.id for each in list_sections(tree_of(document))] == ["summary", "lessons", "lessons-2"]


def test_an_unknown_section_is_not_found(ada: Actor):
    with pytest.raises(NotFound):
        edit_section(ada, a_document(ada), "impact", "## Impact\n", 1)


def test_a_section_somebody_removed_meanwhile_is_a_conflict_and_nothing_is_saved(ada: Actor, bo: Actor):
    document = a_document(ada)
    edit_section(ada, document, "lessons", "", 1)
    with pytest.raises(Conflict):
        edit_section(bo, document, "lessons", "## Lessons\n\nNothing yet, but soon.\n", 1)
    assert Document.objects.get(pk=document.pk).head == 2


@pytest.mark.parametrize("markdown", ["> " * 200 + "a", "a" * 1_000_001])
def test_text_that_can_not_be_kept_is_refused_and_changes_nothing(ada: Actor, markdown: str):
    document = a_document(ada)
    with pytest.raises(Invalid):
        edit_section(ada, document, "summary", markdown, 1)
    assert said(document) == REPORT


def test_html_and_script_are_kept_as_text_of_the_document(ada: Actor):
    document = a_document(ada)
    edit_section(ada, document, "summary", "## Summary\n\n<script>alert(1)</script>\n", 1)
    assert "<script>alert(1)</script>" in said(document)

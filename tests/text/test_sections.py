import pytest

from afterword_text.headings import names, slug, with_ids
from afterword_text.markdown import parse, write
from afterword_text.rewrite import rewrite
from afterword_text.sections import (
    NoSuchSection,
    get_section,
    list_sections,
    replace_section,
    rewrite_section,
    section_markdown,
)
from afterword_text.tree import Tree, children, node, paragraph, string, text

REPORT = """\
Before all.

## Summary

What happened.

### Detail

More.

## Timeline

| When | What |
| --- | --- |
| 10:00 | alert |

# Appendix

Raw.
"""


def report() -> Tree:
    return with_ids(parse(REPORT))


def ids(tree: Tree) -> list[str]:
    return [string(block, "id") for block in children(tree) if block["type"] == "heading"]


def test_sections_are_the_whole_document_in_order():
    found = list_sections(report())
    assert [(each.id, each.title, each.level) for each in found] == [
        ("lead", "", 0),
        ("summary", "Summary", 2),
        ("timeline", "Timeline", 2),
        ("appendix", "Appendix", 1),
    ]
    assert [block for each in found for block in children(report())[each.start : each.end]] == children(report())


def test_a_document_that_begins_with_a_heading_has_no_lead():
    assert [each.id for each in list_sections(parse("## A\n\nx"))] == ["a"]


def test_a_section_is_shown_with_its_heading_and_what_is_below():
    assert section_markdown(report(), "summary") == "## Summary\n\nWhat happened.\n\n### Detail\n\nMore.\n"


def test_an_unknown_section_is_said_to_be_unknown():
    with pytest.raises(NoSuchSection):
        get_section(report(), "lessons")


def test_a_section_can_be_replaced():
    tree = replace_section(report(), "summary", [paragraph("Gone.")])
    assert [each.id for each in list_sections(tree)] == ["lead", "timeline", "appendix"]
    assert "Gone." in write(tree)


@pytest.mark.parametrize(
    ("title", "name"),
    [("What went well?", "what-went-well"), ("时间线 (UTC)", "时间线-utc"), ("!!!", "section"), ("x" * 90, "x" * 40)],
)
def test_a_heading_is_named_after_its_title(title: str, name: str):
    assert slug(title) == name


def test_names_are_unique_and_the_lead_keeps_its_own():
    tree = parse("## A\n\n## A\n\n## Lead\n\ntext\n\n## a-2\n")
    assert [name for name in names(tree) if name] == ["a", "a-2", "lead-2", "a-2-2"]


def test_the_second_heading_with_the_same_id_gets_another():
    heading = node("heading", [text("A")], level=2, id="a")
    assert ids(with_ids(node("doc", [heading, heading]))) == ["a", "a-2"]


def test_an_id_that_could_not_be_an_address_is_made_anew():
    heading = node("heading", [text("A b")], level=2, id='"><script>')
    assert ids(with_ids(node("doc", [heading]))) == ["a-b"]


def test_a_new_title_keeps_the_sections_name():
    tree = rewrite_section(report(), "summary", "## In short\n\nWhat happened.\n\n### Detail\n\nMore.\n")
    assert ids(with_ids(tree)) == ["summary", "detail", "timeline", "appendix"]


def test_a_heading_that_moves_within_the_section_takes_its_name_along():
    before = with_ids(parse("## S\n\n### One\n\na\n\n### Two\n\nb\n"))
    after = rewrite_section(before, "s", "## S\n\n### Two\n\nb\n\n### New\n\nc\n\n### One\n\na\n")
    assert ids(with_ids(after)) == ["s", "two", "new", "one"]


def test_sent_back_unchanged_nothing_changes():
    tree = report()
    tree["content"].insert(2, paragraph())
    cell = children(children(children(tree)[7])[0])[0]
    cell["attrs"] = {"colwidth": [120]}
    for section in list_sections(tree):
        assert rewrite_section(tree, section.id, section_markdown(tree, section.id)) == tree
    assert rewrite(tree, write(tree)) == tree


def test_what_markdown_can_not_say_stays_where_nothing_changed():
    tree = report()
    children(children(children(tree)[6])[0])[0]["attrs"] = {"colwidth": [120]}
    after = rewrite_section(tree, "timeline", section_markdown(tree, "timeline") + "\nAnd a remark.\n")
    assert children(after)[6] == children(tree)[6]
    assert "And a remark." in write(after)

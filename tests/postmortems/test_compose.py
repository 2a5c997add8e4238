from afterword.postmortems.template_sections import TemplateSection, only, with_sections
from afterword_text.markdown import parse
from afterword_text.sections import list_sections

TEXT = """Lead.

## Impact {#impact}

Felt.

### Money

Lost.

## Costs {#costs .optional}

Direct.

## Free

Stays.
"""


def titles(*wanted: str) -> list[str]:
    return [each.title for each in list_sections(only(*with_sections(parse(TEXT)), wanted))]


def test_headings_name_their_sections_for_good() -> None:
    _tree, sections = with_sections(parse(TEXT))

    assert sections == [TemplateSection("impact", "Impact"), TemplateSection("costs", "Costs", is_optional=True)]


def test_optional_sections_are_left_out_unless_they_are_wanted() -> None:
    assert titles() == ["", "Impact", "Free"]
    assert titles("costs", "impact") == ["", "Impact", "Costs", "Free"]


def test_what_is_not_wanted_goes_with_all_below_it() -> None:
    assert titles("costs") == ["", "Costs", "Free"]
    assert "Money" not in str(only(*with_sections(parse(TEXT)), ["costs"]))

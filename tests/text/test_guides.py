from afterword_text.guides import without_guides
from afterword_text.markdown import parse, write

DRAFT = """\
## Lessons

<!-- guide: What went well? -->

Much.

1. <!-- guide: First? -->
2. Known <!-- guide: Second? -->

- one

  <!-- guide: More? -->

| a |
| --- |
| b |
"""


def test_questions_go_and_what_was_written_stays():
    assert write(without_guides(parse(DRAFT))) == (
        "## Lessons\n\nMuch.\n\n1. Known <!-- guide: Second? -->\n\n- one\n\n| a |\n| --- |\n| b |\n"
    )


def test_a_document_of_questions_alone_is_empty():
    assert write(without_guides(parse("<!-- guide: What? -->\n"))) == ""

from afterword_text.markdown import parse
from afterword_text.plain import write


def test_only_words_are_left():
    source = (
        "# A **title**\n\n- one `two`\n- [ ] three\n\n| a | b |\n| - | - |\n| c | d |\n\n```sh\nls -l\n```\n\n"
        "![a graph](/x.png) [link](https://secret.example)\\\nnext <b>bold</b>\n\n<!-- hidden --><p>shown</p>\n"
    )
    assert write(parse(source)).split("\n") == [
        "A title",
        "one two",
        "three",
        "a b",
        "c d",
        "ls -l",
        "a graph link",
        "next bold",
        "shown",
    ]


def test_an_empty_document_has_no_words():
    assert write(parse("\n\n")) == ""

from afterword_text.markdown import parse
from afterword_text.plain import write
from afterword_text.tree import node, paragraph, text


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


def test_what_is_referred_to_is_a_word_and_a_question_to_the_author_is_not():
    who = node("mention", kind="person", id="7", label="Ada")
    when = node("date", at="2026-11-02T10:42:07Z", zone="Asia/Shanghai")
    tree = node(
        "doc",
        [
            node("guide", [text("What happened?")]),
            node("paragraph", [who, text(" at "), when, node("footnoteReference", label="1")]),
            node("details", [node("detailsSummary", [text("more")]), node("detailsContent", [paragraph("inside")])]),
            node("definitionList", [node("definitionTerm", [text("TTD")])]),
            node("footnoteDefinition", [paragraph("a note")], label="1"),
        ],
    )
    assert write(tree).split("\n") == ["Ada at 2026-11-02 18:42 CST1", "more", "inside", "TTD", "a note"]

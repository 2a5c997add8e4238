from afterword_text.live_blocks import Params, live_block, params_of
from afterword_text.markdown import parse, write
from afterword_text.tree import children, node, paragraph


def test_a_block_says_what_it_says_now_and_is_read_back_as_a_reference() -> None:
    tree = node("doc", [paragraph("Before"), live_block("timeline", {"choice": "all"}), paragraph("After")])

    text = write(tree, lambda kind, params: f"- {kind} of {params['choice']}\n\n## A heading inside")

    assert '<!-- block: timeline {"choice": "all"} -->' in text
    assert "- timeline of all" in text
    assert parse(text) == tree


def test_parameters_can_not_end_the_comment() -> None:
    params: Params = {"words": "--> <script>alert(1)</script> --"}
    tree = node("doc", [live_block("impact", params)])

    text = write(tree)

    assert text.count("-->") == 1
    assert params_of(children(parse(text))[0]) == params


def test_a_block_that_is_not_closed_swallows_nothing() -> None:
    tree = parse(
        "<!-- block: impact -->\n\nMine\n\n<!-- block: timeline -->\n\nIts words\n\n<!-- /block -->\n\nAlso mine"
    )

    kinds = [each["type"] for each in children(tree)]

    assert kinds == ["liveBlock", "paragraph", "liveBlock", "paragraph"]


def test_parameters_that_are_no_json_are_none() -> None:
    assert params_of(node("liveBlock", kind="impact", params="{broken")) == {}
    assert params_of(node("liveBlock", kind="impact", params="[1]")) == {}

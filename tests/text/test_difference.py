from hypothesis import given

from afterword_text.difference import Change, State, changes, has_changes
from afterword_text.markdown import parse
from afterword_text.progress import progress_of
from tests.text.trees import CALM, DOCUMENTS


def told(before: str, after: str) -> list[tuple[State, str]]:
    return [(each.state, _marked(each)) for each in changes(parse(before), parse(after)) if each.state != State.SAME]


def _marked(change: Change) -> str:
    signs = {State.SAME: "{}", State.ADDED: "+{}+", State.REMOVED: "-{}-"}
    return "".join(signs[piece.state].format(piece.words) for piece in change.pieces)


def test_a_word_that_changed_is_marked_within_its_line() -> None:
    assert told("The cache was full.\n\nEnd.", "The disk was full.\n\nEnd.") == [
        (State.CHANGED, "The -cache-+disk+ was full.")
    ]


def test_lines_that_are_new_or_gone_are_told_whole() -> None:
    assert told("One.\n\nTwo.", "One.\n\nThree and more.") == [
        (State.REMOVED, "-Two.-"),
        (State.ADDED, "+Three and more.+"),
    ]


def test_chinese_is_compared_sign_by_sign() -> None:
    assert told("缓存已满，请求失败。", "磁盘已满，请求失败。") == [(State.CHANGED, "-缓存-+磁盘+已满，请求失败。")]


def test_rows_items_and_lines_of_code_are_lines_of_their_own() -> None:
    before = "| a | b |\n| - | - |\n| 1 | 2 |\n\n- one\n- two\n\n```\nx = 1\ny = 2\n```\n"
    after = before.replace("| 1 | 2 |", "| 1 | 3 |").replace("- two", "- two more").replace("y = 2", "y = 3")

    assert told(before, after) == [
        (State.CHANGED, "1 | -2-+3+"),
        (State.CHANGED, "two+ more+"),
        (State.CHANGED, "y = -2-+3+"),
    ]


@given(before=DOCUMENTS, after=DOCUMENTS)
@CALM
def test_both_states_can_be_read_from_the_comparison(before, after) -> None:
    found = changes(before, after)
    alone_before, alone_after = changes(before, before), changes(after, after)

    assert not has_changes(alone_before)
    assert _words(found, State.ADDED) == _words(alone_before, State.ADDED)
    assert sorted(_words(found, State.REMOVED)) == sorted(_words(alone_after, State.REMOVED))


def _words(found: list[Change], without: State) -> list[str]:
    return ["".join(piece.words for piece in each.pieces if piece.state != without) for each in found
            if each.state != without]  # fmt: skip


def test_sections_count_once_they_say_something_beyond_their_questions() -> None:
    tree = parse("Lead.\n\n## One\n\nWords.\n\n## Two\n\n<!-- guide: What? -->\n\n## Three\n\n- [ ] to do\n\n## Four\n")

    progress = progress_of(tree)

    assert (progress.done, progress.total) == (2, 4)
    assert progress.answered == {"one", "three"}

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword_text.front_matter import FrontMatterError, Meta, join, parts, split
from tests.text.trees import CALM

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.text(st.sampled_from("ab:#-'\"{}[] 0.5yn~&*!中\n"), max_size=12),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["a", "on", "no", "1"]), inside, max_size=2)
    ),
    max_leaves=6,
)


@CALM
@given(st.dictionaries(st.sampled_from(["title", "no", "severity", "1.5", "中"]), VALUES, min_size=1, max_size=4))
def test_what_was_joined_is_split_again(meta: Meta):
    assert split(join(meta, "# Body\n")) == (meta, "# Body\n")


def test_times_and_dates_and_yes_stay_words():
    head = "at: 14:05\non: 2026-03-02\nlive: yes\ncountry: NO\nversion: 012\ncount: 12\nratio: 0.5\ndone: true\nby:\n"
    assert split(f"---\n{head}---\n\n# Hi\n") == (
        {
            "at": "14:05",
            "on": "2026-03-02",
            "live": "yes",
            "country": "NO",
            "version": "012",
            "count": 12,
            "ratio": 0.5,
            "done": True,
            "by": None,
        },
        "# Hi\n",
    )


@pytest.mark.parametrize(
    "source", ["# No head\n", "---\n\nrule and text\n", "---\nno: end\n", "---\njust words\n---\n", ""]
)
def test_a_text_without_facts_is_left_alone(source: str):
    assert split(source) == ({}, source)


@pytest.mark.parametrize(
    ("head", "line"),
    [("a: [1\nb: 2", 3), ("a: &x 1\nb: *x", 3), ("a: 1\n\tb: 2", 3), ("? [a]\n: b", 2), ("a: " + "[" * 5000, 2)],
)
def test_a_head_that_can_not_be_read_is_refused_with_its_line(head: str, line: int):
    with pytest.raises(FrontMatterError) as refused:
        split(f"---\n{head}\n---\n")
    assert refused.value.line == line


def test_no_facts_no_head():
    assert join({}, "text\n") == "text\n"


@pytest.mark.parametrize(
    "head", ["---\n# why\ntitle:   A\n---\n", "+++\ntitle = 'A' # why\n+++\n", '{\n"title":   "A"\n}\n']
)
def test_a_head_of_any_kind_is_read_and_handed_on_as_it_stood(head: str):
    assert parts(f"{head}\n# B\n") == (head, {"title": "A"}, "# B\n")


@pytest.mark.parametrize(("head", "line"), [("+++\na = 1\nb = [\n+++\n", 3), ('{\n"a": 1,\n"b": x\n}\n', 3)])
def test_broken_toml_and_json_say_their_line(head: str, line: int):
    with pytest.raises(FrontMatterError) as refused:
        split(head)
    assert abs(refused.value.line - line) <= 1


def test_a_text_that_begins_with_a_bracket_is_left_alone():
    assert split("{% include x %}\n") == ({}, "{% include x %}\n")

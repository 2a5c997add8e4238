"""The same answers on SQLite and PostgreSQL."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterword.core.ids import new_id
from afterword.core.models import Job, SearchText
from afterword.core.search import drop, matching, prune, put, ranked
from afterword.core.search.index import BODY_LENGTH

pytestmark = pytest.mark.django_db


def a_row(title: str, body: str = "") -> UUID:
    """Any model with a UUID does; a finished job is the plainest one of core."""
    job = Job.objects.create(task=title)
    put("job", job.pk, title, body)
    return job.pk


def found(words: str) -> set[str]:
    return set(Job.objects.filter(matching("job", words)).values_list("task", flat=True))


def test_all_words_must_match_whole_or_as_a_beginning() -> None:
    a_row("Checkout is down", "the database ran out of disk")
    a_row("Login is slow", "the database is busy")

    assert found("database") == {"Checkout is down", "Login is slow"}
    assert found("DATAB check") == {"Checkout is down"}
    assert found("database printer") == set()
    assert found("base") == set()


def test_the_plural_finds_the_singular_and_the_other_way_round() -> None:
    a_row("Retry policies")
    a_row("One policy")

    assert found("policies") == found("policy") == {"Retry policies", "One policy"}


def test_a_word_on_the_way_to_being_typed_keeps_its_match() -> None:
    a_row("Address processing")

    assert all(found("address process"[:length]) for length in range(1, 16))


@pytest.mark.parametrize("words", ["支付", "支付失败", "失败", "败", "支", "支付 北京", "数据库"])
def test_chinese_is_found_without_spaces_from_one_sign_on(words: str) -> None:
    a_row("北京用户支付失败", "主数据库磁盘已满")
    a_row("登录缓慢", "缓存服务重启")

    assert found(words) == {"北京用户支付失败"}


@pytest.mark.parametrize("words", ["败支", "支失", "据数", "付失 登录"])
def test_chinese_signs_in_another_order_are_something_else(words: str) -> None:
    a_row("北京用户支付失败", "主数据库磁盘已满")

    assert found(words) == set()


def test_parts_joined_in_the_question_must_follow_each_other() -> None:
    a_row("INC-14 Checkout", "142 requests failed")
    a_row("INC-142 Login")

    assert found("INC-142") == found("inc_142") == {"INC-142 Login"}
    assert found("142 inc") == {"INC-14 Checkout", "INC-142 Login"}


@pytest.mark.parametrize(
    "words",
    ['"', "'", 'a" OR b', "NOT x AND (y", "title: x", "x*", "(", ")", "-a", "^x", "a NEAR/2 b", "& | ! <->", "a:*",
     "it's", "\\", "%", "%d", ";--", "\x00", "\ud800", "{a b}", "+", "...", "'' | 'b'", "𝒜𝓑", "ﷺ" * 100],
)  # fmt: skip
def test_nothing_typed_is_an_operator_or_an_error(words: str) -> None:
    a_row("Something else entirely")

    assert found(words) == set()
    assert ranked("job", words) == ranked("job", words, any_word=True) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_a_text_finds_itself_whatever_it_is_made_of(text: str) -> None:
    SearchText.objects.all().delete()
    row = new_id()
    put("job", row, text, text)

    hits = ranked("job", text)

    assert [hit.row_id for hit in hits] in ([row], [])
    assert hits or not any(sign.isascii() and sign.isalnum() for sign in text)


def test_only_punctuation_matches_nothing() -> None:
    a_row("???")

    assert found("???") == set()
    assert ranked("job", "???") == []


def test_a_title_counts_more_than_a_text_and_a_whole_word_more_than_a_beginning() -> None:
    in_text = a_row("Something", "the cache was cold")
    beginning = a_row("Cached pages")
    whole = a_row("Cache is cold")

    hits = ranked("job", "cache")

    assert hits[0].row_id == whole
    assert {hit.row_id for hit in hits} == {in_text, beginning, whole}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert [hit.row_id for hit in ranked("job", "cold")] == [whole, in_text]


def test_any_word_is_enough_when_asked_so_and_more_are_better() -> None:
    both = a_row("Payment gateway timeout")
    one = a_row("Payment page misprint")
    a_row("Search is slow")

    hits = ranked("job", "payment timeout in Frankfurt", any_word=True)

    assert [hit.row_id for hit in hits] == [both, one]
    assert ranked("job", "pay", any_word=True) == []


def test_any_pair_of_a_chinese_run_is_enough_when_asked_so() -> None:
    row = a_row("支付接口失败")

    assert [hit.row_id for hit in ranked("job", "支付失败", any_word=True)] == [row]
    assert ranked("job", "支付失败") == []


def test_answers_stay_within_the_kind_the_limit_and_the_query_given() -> None:
    rows = [a_row(f"Disk {number}") for number in range(5)]
    put("other", rows[0], "Disk elsewhere", "")

    assert len(ranked("job", "disk")) == 5
    assert len(ranked("job", "disk", limit=2)) == 2
    assert [hit.row_id for hit in ranked("job", "disk", among=Job.objects.filter(task="Disk 3"))] == [rows[3]]
    assert ranked("job", "disk", among=Job.objects.none()) == []
    assert found("elsewhere") == set()


def test_putting_again_replaces_and_dropping_forgets() -> None:
    row = a_row("Old words", "and an old text")
    put("job", row, "New words", "")
    put("job", row, "New words", "")

    assert found("old") == set()
    assert len(ranked("job", "new")) == 1

    drop("job", row)
    drop("job", row)

    assert found("new") == set()
    assert not SearchText.objects.exists()


def test_pruning_drops_what_is_no_longer_there() -> None:
    stays, goes = a_row("Disk stays"), a_row("Disk goes")
    put("other", goes, "Disk of another kind", "")
    Job.objects.filter(pk=goes).delete()

    prune("job", Job.objects.all())

    assert [hit.row_id for hit in ranked("job", "disk")] == [stays]
    assert len(ranked("other", "disk")) == 1


def test_the_snippet_shows_the_place_on_one_line() -> None:
    a_row("Title", "So long ago.\n" * 50 + "Then the replica\nlagged behind." + " More." * 50)

    (hit,) = ranked("job", "replica")

    assert hit.snippet.startswith("…long ago. So long")
    assert "Then the replica lagged behind. More." in hit.snippet
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) < 200


def test_the_snippet_shows_the_chinese_run_that_was_asked_for() -> None:
    a_row("标题", "数据很多。" * 100 + "主数据库磁盘已满")

    assert "主数据库" in ranked("job", "数据库")[0].snippet


def test_without_a_place_in_the_text_the_snippet_is_its_beginning() -> None:
    a_row("Replica lag", "Short text")

    assert ranked("job", "replica")[0].snippet == "Short text"


@pytest.mark.parametrize("body", ["x" * 300_000, "".join(chr(0x4E00 + n % 20_000) for n in range(0, 900_000, 3)),
                                  " ".join(f"{n:06x}" for n in range(40_000)), "the cat " * 40_000])  # fmt: skip
def test_a_huge_text_is_cut_and_its_beginning_found(body: str) -> None:
    a_row("Huge", body)

    assert found(body[:6]) == {"Huge"}
    assert len(SearchText.objects.get().body) == BODY_LENGTH


def test_a_phrase_far_inside_a_long_text_is_found() -> None:
    a_row("Long", "磁盘" + "甲乙丙丁" * 10_000 + "数据库已满")

    assert found("数据库已满") == {"Long"}

import pytest

from afterword.core.search.text import QUESTION_WORDS, phrases_of, storable, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Checkout returns 502s", ["checkout", "return", "502"]),
        ("policies, Databases & statuses", ["policy", "database", "statuse"]),
        ("status address redis dns", ["status", "address", "redis", "dns"]),
        ("INC-142 at db_01.eu-west", ["inc", "142", "at", "db", "01", "eu", "west"]),
        ("Café ＡＰＩ Straße", ["cafe", "api", "strasse"]),
        ("支付失败", ["支付", "付失", "失败", "败"]),
        ("k8s集群不可用", ["k8s", "集群", "群不", "不可", "可用", "用"]),
        ("库", ["库"]),
        ("データが消えた", ["デー", "ータ", "タが", "が消", "消え", "えた", "た"]),
        ("결제 오류", ["결제", "제", "오류", "류"]),
        ("🔥 … ()", []),
    ],
)
def test_words_come_out_the_same_however_they_are_written(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_question_keeps_joined_parts_together_and_others_apart() -> None:
    assert [phrase.words for phrase in phrases_of("INC-142, payment_api (支付，失败)")] == [
        ("inc", "142"),
        ("payment", "api"),
        ("支付",),
        ("失败",),
    ]


def test_the_last_word_of_a_phrase_is_kept_as_typed_for_its_beginning() -> None:
    (phrase,) = phrases_of("eu-proces")

    assert (phrase.words, phrase.typed) == (("eu", "proce"), ("eu", "proces"))


def test_a_question_is_cut_to_what_can_be_answered_quickly() -> None:
    many = phrases_of(" ".join(f"w{number}" for number in range(1000)))
    joined = phrases_of("支付失败" * 100)

    assert len(many) == QUESTION_WORDS
    assert sum(len(phrase.words) for phrase in joined) == QUESTION_WORDS


def test_the_same_word_asked_twice_is_asked_once() -> None:
    assert len(phrases_of("disk Disk DISK")) == 1


def test_what_no_database_stores_is_taken_out() -> None:
    assert storable("a\x00b\ud800c", 100) == "a bc"
    assert storable("abc", 2) == "ab"

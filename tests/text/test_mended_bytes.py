import pytest

from afterword_text.mended_bytes import decoded, repaired
from afterword_text.tree import TreeError


@pytest.mark.parametrize("table", ["mac_roman", "cp1252"])
def test_status_lights_that_were_read_wrongly_shine_again(table: str):
    words = "✅ done 🟡 so so ⚪ “quoted” 中文"
    wrong = "".join(
        bytes([byte]).decode(table, errors="ignore") or chr(byte) for each in words for byte in each.encode()
    )
    assert repaired(wrong) == (words, len([each for each in words if ord(each) > 127]))


@pytest.mark.parametrize(
    "words", ["√π and ‘l’été’", "“Éclair” — naïve Å", "Übergröße, São, ¬¬", "中文 ✅ 🟡", "price ≈ 3 €", "Ê bien", ""]
)
def test_what_is_meant_so_is_left_alone(words: str):
    assert repaired(words) == (words, 0)


@pytest.mark.parametrize("table", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_several_tables_is_read(table: str):
    assert decoded("Café “down”".encode(table))[0] == "Café “down”"


def test_chinese_that_is_not_utf_8_is_read_and_said():
    assert decoded("数据库故障，已恢复。".encode("gb18030")) == (
        "数据库故障，已恢复。",
        ["The text is not UTF-8; it was read as GB18030."],
    )


def test_a_picture_is_no_text():
    with pytest.raises(TreeError, match="no text"):
        decoded(b"\x89PNG\r\n\x1a\n\0\0")

import pytest

from afterword.core.errors import Invalid
from afterword.incidents.models import Tag
from afterword.incidents.tags import tags_named

pytestmark = pytest.mark.django_db


def test_one_word_is_one_tag_however_it_is_written() -> None:
    tags_named(["network"])

    tags = tags_named(["#Network", " network ", "two  words", "", "a,b"])

    assert [tag.name for tag in tags] == ["network", "two words", "a b"]
    assert Tag.objects.count() == 3


@pytest.mark.parametrize("names", [["x" * 41], [str(each) for each in range(21)]])
def test_too_long_and_too_many_are_refused(names: list[str]) -> None:
    with pytest.raises(Invalid):
        tags_named(names)
    assert not Tag.objects.exists()

"""Short words that people put on incidents and follow-ups."""

import re
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.core.errors import Invalid
from afterword.core.rows import Row

TAG_LENGTH = 40
MOST_TAGS = 20
_COMMAS = re.compile("[,\uff0c\u3001]")  # the wide ones are what Chinese keyboards type


class Tag(Row):
    """In lower case, so that one word is one tag."""

    name = models.CharField(_("name"), max_length=TAG_LENGTH, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


def tags_named(names: Iterable[str], *, field: str = "tags") -> list[Tag]:
    """The tags of these names, in this order and each once; those that are new are made. Invalid says what is none."""
    words = list(dict.fromkeys(word for name in names if (word := tag_word(name))))
    if len(words) > MOST_TAGS:
        raise Invalid({field: gettext("At most %(most)s tags at once.") % {"most": MOST_TAGS}})
    too_long = next((word for word in words if len(word) > TAG_LENGTH), "")
    if too_long:
        problem = gettext("“%(tag)s …” is too long for a tag; at most %(limit)s characters fit.")
        raise Invalid({field: problem % {"tag": too_long[:20], "limit": TAG_LENGTH}})
    return [Tag.objects.get_or_create(name=word)[0] for word in words]


def tag_word(name: str) -> str:
    """As it is kept: lower case, on one line, without a leading # and without commas, which stand between tags."""
    line = " ".join(_COMMAS.sub(" ", name).split())
    return "".join(sign for sign in line if sign.isprintable()).lower().lstrip("#").strip()

"""Short words that people put on incidents and follow-ups."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from afterword.core.rows import Row

TAG_LENGTH = 40


class Tag(Row):
    """In lower case, so that one word is one tag."""

    name = models.CharField(_("name"), max_length=TAG_LENGTH, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

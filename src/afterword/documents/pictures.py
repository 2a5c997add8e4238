"""Pictures in a document: sent first, then shown wherever its text names their address."""

import base64
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from afterword.core import clock, files
from afterword.core.errors import Invalid
from afterword.core.rows import Row
from afterword_text.tree import Tree, string, walk

MOST_PICTURES = 100  # in one document
JUST_SENT = timedelta(hours=1)  # by then a picture that was sent stands in the text, or was not wanted
KEPT_UNUSED = timedelta(days=7)
MOST_EMBEDDED = 30 * 1024 * 1024  # bytes of pictures in one file
_SRC = re.compile(r'src="[^"]*/pictures/([0-9a-f]{64})"')
_HASH = re.compile(r"/([0-9a-f]{64})$")


class Picture(Row):
    """A picture in the file store under its hash; whoever may read the document may see it."""

    document = models.ForeignKey("documents.Document", models.CASCADE, related_name="pictures")
    sha256 = models.CharField(max_length=64, db_index=True)
    content_type = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    alt = models.CharField(max_length=300, blank=True)
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    if TYPE_CHECKING:
        document_id: UUID

    class Meta:
        ordering = ("added_at",)
        constraints = (models.UniqueConstraint(fields=("document", "sha256"), name="picture_once"),)

    def __str__(self) -> str:
        return self.name


def hashes_in(tree: Tree) -> set[str]:
    """The SHA-256 of every picture of ours that a text shows."""
    sources = (string(each, "src") for each in walk(tree) if each["type"] == "image")
    return {found[1] for source in sources if (found := _HASH.search(source))}


def refuse_too_many(pictures: "models.QuerySet[Picture]", shown: set[str]) -> None:
    """Invalid when there is no room for one more: what stands in the text counts, and what is on its way there."""
    recent = pictures.filter(added_at__gt=clock.now() - JUST_SENT).values_list("sha256", flat=True)
    if len(shown | set(recent)) >= MOST_PICTURES:
        words = _("A report holds at most %(limit)s pictures. Take one out first.")
        raise Invalid({"picture": words % {"limit": MOST_PICTURES}}, code="too_many_pictures")


def with_pictures(html: str, document_id: UUID) -> str:
    """The HTML with our pictures in it, as `data:` addresses, so that a file needs nothing else; of very many, the
    first. The others keep their address here, which asks whoever follows it who they are.
    """
    kinds = dict(Picture.objects.filter(document=document_id).values_list("sha256", "content_type"))
    left = MOST_EMBEDDED

    def embedded(found: re.Match[str]) -> str:
        nonlocal left
        file = files.opened(found[1]) if found[1] in kinds else None
        if file is None:
            return found[0]
        with file:
            data = file.read(left + 1)
        if len(data) > left:
            return found[0]
        left -= len(data)
        return f'src="data:{kinds[found[1]]};base64,{base64.b64encode(data).decode()}"'

    return _SRC.sub(embedded, html)


@files.refers_to_files
def pictures_among(hashes: list[str]) -> set[str]:
    return set(Picture.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))

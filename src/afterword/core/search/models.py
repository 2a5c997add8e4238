"""What can be found, as it was written; the words made of it live in the engine's own table."""

from django.db import models


class SearchText(models.Model):
    """One findable row. Its number is what SQLite's full-text table knows it by, hence no UUID here."""

    kind = models.CharField(max_length=30)
    row_id = models.UUIDField()
    title = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "row_id"), name="search_row_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"

"""Rows that belong to no domain."""

import uuid
from typing import Any

from django.db import models

from afterword.core.ids import new_id


class Row(models.Model):
    """What every table of ours has: an identifier that can be made before the row is."""

    id: models.UUIDField[uuid.UUID, uuid.UUID] = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Counter(models.Model):
    """The last number given out in a sequence that people read, such as incidents."""

    name = models.CharField(max_length=50, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


JSON = dict[str, Any]

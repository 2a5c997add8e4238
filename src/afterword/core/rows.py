"""What every table of ours has."""

import uuid
from typing import Any

from django.db import models

from afterword.core.ids import new_id

JSON = dict[str, Any]


class Row(models.Model):
    """A table whose rows have an identifier that can be made before the row is."""

    id: "models.UUIDField[uuid.UUID, uuid.UUID]" = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True

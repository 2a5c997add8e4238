"""Writing the audit trail."""

from uuid import UUID

from django.db import models

from afterword.access.models import AuditEntry
from afterword.core.numbering import next_number
from afterword.core.rows import JSON
from afterword.people.actor import Actor


def audit(
    actor: Actor,
    action: str,
    obj: models.Model | None = None,
    *,
    called: str = "",
    key: UUID | None = None,
    **data: JSON | str | int | bool | None,
) -> None:
    """Remember that this happened, in the caller's transaction. Never pass a secret.

    Call it last: until the commit, whoever else writes to the trail waits. `called` names the object where its own
    name may not be told; a second entry with the same `key` is refused by the database.
    """
    AuditEntry.objects.create(
        **({"pk": key} if key else {}),
        number=next_number("audit"),
        action=action,
        actor_kind=actor.kind,
        actor_user=actor.user,
        actor_label=actor.label,
        object_label=(called or (str(obj) if obj else ""))[:300],
        object_id=obj.pk if obj else None,
        data=data,
    )

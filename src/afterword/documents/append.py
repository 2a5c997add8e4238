"""The next update of a document."""

from afterword.core import clock
from afterword.core.wakeup.announce import announce
from afterword.documents.models import Document, DocumentUpdate
from afterword.people.actor import Actor
from afterword_text import plain
from afterword_text.schema import schema
from afterword_text.tree import Tree


def append(actor: Actor, locked: Document, update: bytes, tree: Tree) -> int:
    """Keep one Yjs update of a document whose row the caller has locked, and what the document says now.

    Answers its number: the lock makes number order commit order, without gaps.
    """
    moment = clock.now()
    locked.head += 1
    DocumentUpdate.objects.create(
        document=locked,
        number=locked.head,
        data=update,
        actor_kind=actor.kind,
        actor_user=actor.user,
        actor_label=actor.label[:200],
        recorded_at=moment,
    )
    locked.text, locked.text_head = plain.write(tree), locked.head
    locked.schema_version, locked.updated_at = schema().version, moment
    locked.save(update_fields=["head", "text", "text_head", "schema_version", "updated_at"])
    announce()
    return locked.head

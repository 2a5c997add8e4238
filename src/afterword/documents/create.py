"""The beginning of a document."""

from django.db import transaction
from pycrdt import Doc

from afterword.documents.append import append
from afterword.documents.bridge.fill import fill
from afterword.documents.bridge.read import Document as YDocument
from afterword.documents.bridge.read import fragment
from afterword.documents.models import Document
from afterword.documents.settle import settle
from afterword.people.actor import Actor
from afterword_text.schema import schema
from afterword_text.tree import Tree, children


@transaction.atomic
def create_document(actor: Actor, tree: Tree) -> Document:
    """A document with this first text. Nobody else may write the first text: two would double it.

    Raises Invalid when the tree does not follow the schema.
    """
    settled = settle(tree)
    doc: YDocument = Doc()
    with doc.transaction():
        fill(fragment(doc), children(settled))
    document = Document.objects.create(schema_version=schema().version)
    append(actor, document, doc.get_update(), settled)
    return document

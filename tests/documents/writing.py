"""Documents in the database, written by the cast."""

from afterword.documents.create import create_document
from afterword.documents.models import Document
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword_text.markdown import parse, write
from afterword_text.tree import Tree

REPORT = """\
## Summary

The checkout was slow.

## Timeline

- 10:00 alert
- 10:12 rolled back

## Lessons

Nothing yet.
"""


def a_document(actor: Actor, markdown: str = REPORT) -> Document:
    return create_document(actor, parse(markdown))


def said(document: Document, upto: int | None = None) -> str:
    """What the document says as Markdown, as the database has it now."""
    return write(tree_of(Document.objects.get(pk=document.pk), upto))


def replaced(old: str, new: str):
    """A change that replaces words wherever they stand."""

    def change(tree: Tree) -> Tree:
        return parse(write(tree).replace(old, new))

    return change

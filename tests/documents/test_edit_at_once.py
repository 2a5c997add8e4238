"""People who press Save in the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from afterword.documents.edit import edit
from afterword.documents.models import Document
from afterword.people.actor import Actor
from tests.documents.writing import a_document, replaced, said


@pytest.mark.django_db(transaction=True)
def test_everybody_is_heard_and_numbered_without_gaps(ada: Actor):
    document = a_document(ada, "\n\n".join(f"line {number}" for number in range(6)))

    def save(number: int) -> int:
        try:
            mine = Document.objects.get(pk=document.pk)
            return edit(ada, mine, replaced(f"line {number}", f"line {number} by {number}"), base=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as people:
        numbers = list(people.map(save, range(6)))

    assert sorted(numbers) == [2, 3, 4, 5, 6, 7]
    assert said(document) == "\n\n".join(f"line {number} by {number}" for number in range(6)) + "\n"

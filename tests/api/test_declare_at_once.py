"""The same declaration arriving several times in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from afterword.api.once import Once, declare_once
from afterword.incidents.actions.declare import declare
from afterword.incidents.models import Incident
from tests.cast import ada_actor

AT_ONCE = 4


@pytest.mark.django_db(transaction=True)
def test_makes_one_incident():
    actor, together = ada_actor(), Barrier(AT_ONCE)

    def ask(_: int) -> Once:
        connection.ensure_connection()
        together.wait(30)
        try:
            return declare_once(actor, "k1", b"{}", lambda: declare(actor, title="Down"))
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(ask, range(AT_ONCE)))

    assert {each.incident.number for each in answers} == {Incident.objects.get().number}
    assert sum(each.is_new for each in answers) == 1

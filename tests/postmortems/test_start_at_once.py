from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from tests.world import a_resolved_incident


@pytest.mark.django_db(transaction=True)
def test_two_people_in_the_same_second_get_the_same_report(ada: Actor, bo: Actor) -> None:
    incident = a_resolved_incident(by=ada)

    def press(actor: Actor) -> int:
        try:
            return start(actor, [Incident.objects.get(pk=incident.pk)]).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        numbers = set(people.map(press, [ada, bo, ada, bo]))

    assert len(numbers) == 1
    assert Postmortem.objects.count() == 1

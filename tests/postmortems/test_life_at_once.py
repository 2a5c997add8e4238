"""Two people who press at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from afterword.people.actor import Actor
from afterword.postmortems.actions.approve import approve
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.kinds import PostmortemPublished
from afterword.postmortems.models import Postmortem, State
from tests.postmortems.reporting import a_report, a_report_in_review


def at_once(press: Callable[[Actor], object], *actors: Actor) -> None:
    def pressed(actor: Actor) -> None:
        try:
            press(actor)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actors)) as people:
        list(people.map(pressed, actors))


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_make_one_revision(ada: Actor, bo: Actor) -> None:
    report = a_report(by=ada)

    at_once(lambda actor: publish(actor, Postmortem.objects.get(pk=report.pk)), ada, bo, ada, bo)

    assert report.document.revisions.count() == 1
    assert report.incidents.get().timeline.of_kind(PostmortemPublished).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_two_approvals_in_the_same_second_make_it_approved_once(ada: Actor, bo: Actor) -> None:
    report = a_report_in_review(by=ada, reader=bo)

    at_once(lambda actor: approve(actor, Postmortem.objects.get(pk=report.pk), "technical"), ada, bo, bo)

    report.refresh_from_db()
    assert report.state == State.APPROVED
    assert report.approvals.count() == 2
    assert report.state_changes.filter(after=State.APPROVED).count() == 1

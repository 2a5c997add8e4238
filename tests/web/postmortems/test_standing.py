"""What a published report says of itself later."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from afterword.core import clock
from afterword.documents.edit import edit
from afterword.incidents.actions.communications import Told, log_communication
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.people.actor import Actor
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from afterword.postmortems.blocks.registry import blocks
from afterword.postmortems.live import facts_of
from afterword.postmortems.models import Postmortem
from afterword.web.postmortems.standing import changed_since
from afterword_text.live_blocks import live_block
from afterword_text.tree import children, node
from tests.followups.making import a_followup
from tests.world import a_service, an_incident

ClientOf = Callable[[Actor | None], Client]


def a_report_with_every_block(ada: Actor) -> Postmortem:
    incident = an_incident(commander=ada, services=(a_service(),))
    add_impact(ada, incident, "Nobody can pay")
    mark_milestone(ada, incident, "detected")
    log_communication(ada, incident, Told("We are on it"))
    a_followup(incident, "Alert on age", by=ada)
    report = start(ada, [resolve(ada, incident, Ending(at=clock.now()))], language="en")
    every = [live_block(name) for name in (each.name for each in blocks() if each.is_live)]
    edit(ada, report.document, lambda tree: node("doc", [*children(tree), *every]))
    return report


def test_time_alone_changes_no_fact(ada: Actor) -> None:
    report = publish(ada, a_report_with_every_block(ada))

    for days in (0, 1, 40, 400):
        with clock.at(clock.now() + timedelta(days=days)):
            found = Postmortem.objects.get(pk=report.pk)
            assert changed_since(found, facts_of(found)) == []


def test_follow_ups_stand_beside_it_as_they_are_today(client_of: ClientOf, ada: Actor) -> None:
    report = publish(ada, a_report_with_every_block(ada))
    followup = report.incidents.get().followups.get()
    browser = client_of(ada)

    browser.post(f"{followup.url}/state", {"state": "complete"})

    page = browser.get(report.url).content.decode()
    assert "Follow-ups today" in page
    assert "Facts have changed" not in page
    followup.refresh_from_db()
    assert followup.state == "complete"

"""Incidents of right now, so that the first look meets something alive: one burns, one is stable, one is a test."""

from datetime import datetime, timedelta

from afterword.core import clock
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.assign_role import assign_role
from afterword.incidents.actions.declare import ImpactDraft, Times, declare
from afterword.incidents.actions.impacts import end_impact
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.actions.tasks import add_task, complete_task
from afterword.incidents.models import Incident, LinkKind
from afterword.transfer.demo.cast import Cast
from afterword.transfer.demo.stage import BERLIN, is_told, key_of, minutes_before, role, service, severity, stable


def tell(cast: Cast) -> None:
    """Tell each of them unless it is here already; the oldest first, so that numbers follow time."""
    now = clock.now()
    for story, begin in (("failover-practice", _failover_practice), ("slow-search", _slow_search), ("payments", _pay)):
        if not is_told(story):
            begin(cast, now, key_of(story))


def _failover_practice(cast: Cast, now: datetime, key: str) -> None:
    began = minutes_before(now, 26 * 60)
    with clock.at(began):
        incident = declare(
            cast.bo,
            title="[TEST] Practice: the order database fails over",
            severity=severity(3),
            summary="A drill on the staging system. It counts in no metric.",
            services=[service("Orders", cast.platform)],
            teams=[cast.platform],
            times=Times(started_at=began, detected_at=began),
            zone=BERLIN,
            is_demo=True,
            source_key=key,
        )
    with clock.at(began + timedelta(minutes=4)):
        add_note(
            cast.bo, incident, "The primary is stopped. The replica takes over after 41 seconds.", is_important=True
        )
    with clock.at(began + timedelta(minutes=12)):
        words = "One job kept its connection to the old primary. It needs a shorter timeout."
        add_note(cast.ada, incident, words, is_important=True)
        resolve(cast.bo, incident, Ending())


def _slow_search(cast: Cast, now: datetime, key: str) -> None:
    began = minutes_before(now, 131)
    with clock.at(began + timedelta(minutes=9)):
        incident = declare(
            cast.ada,
            title="New articles appear in search only after several minutes",
            severity=severity(3),
            services=[service("Search", cast.platform)],
            teams=[cast.platform],
            impact=ImpactDraft("Articles of the last minutes can't be found", began),
            times=Times(started_at=began, detected_at=began + timedelta(minutes=6)),
            zone=BERLIN,
            is_demo=True,
            source_key=key,
        )
    with clock.at(began + timedelta(minutes=31)):
        words = "The indexer reads slower than articles arrive: a full rebuild runs beside it since the morning."
        add_note(cast.bo, incident, words, is_important=True)
    with clock.at(began + timedelta(minutes=52)):
        post_update(cast.ada, incident, "The rebuild is paused. The indexer is catching up.")
    with clock.at(began + timedelta(minutes=104)):
        add_note(cast.bo, incident, "The queue is empty; articles are found within seconds.", is_important=True)
        for impact in incident.impacts.all():
            end_impact(cast.bo, impact)
        set_status(cast.ada, incident, stable(), reason="The queue is empty.")
        post_update(cast.ada, incident, "Search is up to date. We let the rebuild run again at night and watch it.")


def _pay(cast: Cast, now: datetime, key: str) -> None:
    began = minutes_before(now, 18)
    with clock.at(began + timedelta(minutes=3)):
        incident = declare(
            cast.bo,
            commander=cast.ada.user,
            title="Card payments time out for some customers",
            severity=severity(2),
            services=[service("Payments", cast.platform), service("Checkout", cast.platform)],
            teams=[cast.platform],
            impact=ImpactDraft("About one card payment in six ends with a timeout", began),
            times=Times(started_at=began, detected_at=began + timedelta(minutes=2)),
            zone=BERLIN,
            is_demo=True,
            source_key=key,
        )
        responder = role("Responder")
        if responder and cast.bo.user:
            assign_role(cast.ada, incident, responder, cast.bo.user)
    with clock.at(began + timedelta(minutes=6)):
        words = (
            "Two of the three connections to the card processor answer after more than ten seconds. The third is fine."
        )
        add_note(cast.bo, incident, words, is_important=True)
        url = "https://grafana.example.com/d/payments"
        add_link(cast.bo, incident, url=url, title="Payments: time to answer", kind=LinkKind.DASHBOARD)
        add_task(cast.ada, incident, "Ask the processor which of its sites is slow", assignee=cast.bo.user)
        complete_task(cast.bo, add_task(cast.ada, incident, "Give support an answer for customers"))
    _first_update(cast, incident, began + timedelta(minutes=10), due=began + timedelta(minutes=30))


def _first_update(cast: Cast, incident: Incident, at: datetime, *, due: datetime) -> None:
    with clock.at(at):
        words = (
            "Some card payments time out; trying again helps most customers. We are moving traffic to the connection "
        )
        post_update(cast.ada, incident, words + "that works and are in touch with the processor.", next_due_at=due)
    with clock.at(at + timedelta(minutes=4)):
        add_note(cast.cy, incident, "Support has an answer ready for customers and asks them to try again once.")

"""An incident with one of everything, for tests that go over all of it."""

from typing import Any

from afterword.core import clock
from afterword.incidents.actions.assign_role import assign_role
from afterword.incidents.actions.communications import Told, log_communication
from afterword.incidents.actions.handovers import offer_handover
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.pictures import add_pictures
from afterword.incidents.actions.relations import relate
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_business_impact import BusinessFigures, set_business_impact
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.actions.set_tags import set_tags
from afterword.incidents.actions.tasks import add_task
from afterword.incidents.actions.watch import watch
from afterword.incidents.models import Incident, Role
from afterword.people.actor import Actor
from afterword.postmortems.actions.comments import answer, start_thread
from afterword.postmortems.actions.pictures import add_picture
from afterword.postmortems.actions.revisions import make_revision
from afterword.postmortems.actions.section_requests import Wanted, ask_for_section
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from afterword.runbooks.actions.start import start_runbook
from afterword.timeline.pictures import store_picture
from tests.core.pictures import a_picture
from tests.followups.making import a_followup
from tests.world import a_note, status, user_of

Rows = dict[str, Any]


def one_of_everything(ada: Actor, bo: Actor, incident: Incident, other: Incident) -> Rows:
    """Add it all to this incident of Ada's; what comes back says what the names in addresses stand for."""
    text = incident.title
    note = a_note(incident, text)
    (picture,) = add_pictures(ada, incident, note.number, [store_picture(a_picture(), name="graph.png")])
    impact = add_impact(ada, incident, text)
    told = log_communication(ada, incident, Told(text))
    milestone = mark_milestone(ada, incident, "detected")
    link = add_link(ada, incident, url="https://example.com/graph", title=text)
    set_business_impact(ada, incident, BusinessFigures(support_tickets=3))
    set_tags(ada, incident, ["payments"])
    task = add_task(ada, incident, text)
    relate(ada, incident, other)
    followup = a_followup(incident, text, by=ada)
    incident = resolve(ada, incident, Ending(at=clock.now()))
    report = start(ada, [incident])
    add_picture(ada, report, store_picture(a_picture(), name="graph.png"))
    revision = make_revision(ada, report, "First")
    incident = set_status(ada, incident, status("Active"))
    incident = assign_role(ada, incident, Role.objects.get(name="Scribe"), user_of(bo))
    watch(bo, incident)
    handover = offer_handover(ada, incident, user_of(bo))
    stint = incident.responders.get(user=ada.user)
    return {
        "incidents": incident.number,
        "incident": incident.number,
        "follow-ups": followup.number,
        "postmortems": report.number,
        "entry": note.number,
        "sha256": picture.sha256,
        "impact": impact.pk,
        "communication": told.pk,
        "milestone": milestone.pk,
        "kind": "cause_found",
        "link": link.pk,
        "task": task.pk,
        "handover": handover.pk,
        "stint": stint.pk,
        "user": ada.user_id,
        "role": stint.role_id,
        "other": other.number,
        "runbook": start_runbook(ada, "Restart").number,
        "group": "what",
        "which": "started_at",
        "section": "overview",
        "revision": revision.number,
        **said_about(ada, bo, report),
        "metric": "users",
    }


def said_about(ada: Actor, bo: Actor, report: Postmortem) -> Rows:
    """A comment with an answer, and a section that somebody was asked for."""
    thread = start_thread(ada, report, report.title)
    comment = answer(ada, report, thread.number, report.title)
    asked = ask_for_section(ada, report, Wanted("overview", user_of(bo)))
    return {
        "thread": thread.number,
        "comment": comment.pk,
        "step": "reading",
        "request": asked.pk,
        "asked": asked.pk,
    }

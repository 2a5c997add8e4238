"""Every address below an incident, asked for by those who may not: a page that forgets to ask is found here.

The addresses come from the site itself. A new one needs nothing here unless it names a new thing: then say in
`rows_of` what that is, or in ELSEWHERE that it belongs to no incident.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from afterword.core import clock
from afterword.documents.models import Document
from afterword.incidents.actions.assign_role import assign_role
from afterword.incidents.actions.communications import Told, log_communication
from afterword.incidents.actions.handovers import offer_handover
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.pictures import add_pictures
from afterword.incidents.actions.relations import relate
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.actions.tasks import add_task
from afterword.incidents.models import Incident, Role
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.runbooks.actions.start import start_runbook
from afterword.timeline.pictures import store_picture
from tests.core.pictures import a_picture
from tests.followups.making import a_followup
from tests.world import a_note, an_incident, status, user_of

ClientOf = Callable[[Actor | None], Client]
Rows = dict[str, Any]

ELSEWHERE = re.compile(
    r"(\^password|first-steps|incidents/views|invitations|profile|runbooks|services|settings|sign-in)/"
)
FOR_EVERYBODY = {  # whoever sees an incident may add to it, and change what is their own
    "incidents/<int:number>/communications",
    "incidents/<int:number>/entries/<int:entry_number>/apart",
    "incidents/<int:number>/entries/<int:entry_number>/flag",
    "incidents/<int:number>/entries/<int:entry_number>/time",
    "incidents/<int:number>/leaving",
    "incidents/<int:number>/links",
    "incidents/<int:number>/notes",
    "incidents/<int:number>/runbooks/<int:runbook_number>",
    "incidents/<int:number>/selection",
    "incidents/<int:number>/watching",
}
SECRET = "Payroll was readable"


def addresses() -> list[str]:
    """What the site calls its pages of one incident, such as `incidents/<int:number>/title`."""
    routes = (route for route in _routes(get_resolver()) if "<" in route and not ELSEWHERE.match(route))
    return sorted(set(routes))


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from _routes(each, route)


def rows_of(ada: Actor, bo: Actor, *, is_private: bool) -> Rows:
    """An incident of Ada's with one of everything, and what the names in addresses stand for on it."""
    incident = an_incident(SECRET, commander=ada, is_private=is_private)
    other = an_incident(SECRET, commander=ada, is_private=is_private)
    note = a_note(incident, SECRET)
    (picture,) = add_pictures(ada, incident, note.number, [store_picture(a_picture(), name="graph.png")])
    impact = add_impact(ada, incident, SECRET)
    told = log_communication(ada, incident, Told(SECRET))
    milestone = mark_milestone(ada, incident, "detected")
    link = add_link(ada, incident, url="https://example.com/graph", title=SECRET)
    task = add_task(ada, incident, SECRET)
    relate(ada, incident, other)
    followup = a_followup(incident, SECRET, by=ada)
    incident = resolve(ada, incident, Ending(at=clock.now()))
    report = start(ada, [incident])
    incident = set_status(ada, incident, status("Active"))
    incident = assign_role(ada, incident, Role.objects.get(name="Scribe"), user_of(bo))
    handover = offer_handover(ada, incident, user_of(bo))
    stint = incident.responders.get(user=ada.user)
    return {
        "incidents": incident.number,
        "follow-ups": followup.number,
        "postmortems": report.number,
        "entry_number": note.number,
        "entry": note.number,
        "sha256": picture.sha256,
        "impact_id": impact.pk,
        "impact": impact.pk,
        "communication_id": told.pk,
        "milestone_id": milestone.pk,
        "kind": "cause_found",
        "link_id": link.pk,
        "link": link.pk,
        "task_id": task.pk,
        "handover_id": handover.pk,
        "stint_id": stint.pk,
        "user_id": ada.user_id,
        "role_id": stint.role_id,
        "role": stint.role_id,
        "other_number": other.number,
        "runbook_number": start_runbook(ada, "Restart").number,
        "group": "what",
        "which": "started_at",
        "section_id": "summary",
    }


def filled(route: str, rows: Rows) -> str:
    """The address of this very row; a KeyError names what is new."""
    nouns = re.findall(r"[a-z-]+(?=/<int:number>)", route)
    known = rows | {"number": rows[nouns[0]]} if nouns else rows
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(known[name[1]]), route)


def asked(browser: Client, route: str, rows: Rows) -> dict[str, int]:
    """What each method answers to an empty form, or an empty object."""
    url = filled(route, rows)
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE") if route.startswith("api/") else ("GET", "POST")
    answers = {method: _asked(browser, method, url) for method in methods}
    assert SECRET not in "".join(body for _, body in answers.values()), url
    return {method: status for method, (status, _) in answers.items()}


def _asked(browser: Client, method: str, url: str) -> tuple[int, str]:
    kind = "application/json" if url.startswith("/api/") else "application/x-www-form-urlencoded"
    answer = browser.generic(method, url, "{}" if kind.endswith("json") else "", content_type=kind)
    return answer.status_code, b"".join(answer).decode(errors="replace")


def test_a_private_incident_is_nowhere_for_whoever_has_no_part_in_it(
    client_of: ClientOf, ada: Actor, bo: Actor, cy: Actor, di: Actor
) -> None:
    rows = rows_of(ada, bo, is_private=True)
    for actor in (cy, di):
        browser = client_of(actor)
        for route in addresses():
            answers = asked(browser, route, rows)
            # The API looks at the body first, and says the same of it for incidents that were never there.
            expected = {404, 405, 422} if route.startswith("api/") else {404, 405}
            assert set(answers.values()) <= expected, (route, actor.label, answers)
            assert set(answers.values()) & {404, 422}, (route, actor.label, answers)


def test_the_same_addresses_are_there_for_the_commander(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    rows, browser = rows_of(ada, bo, is_private=True), client_of(ada)
    for route in addresses():
        status, _ = _asked(browser, "GET", filled(route, rows))
        assert status in {200, 302, 303, 405}, (route, status)


def test_who_is_not_signed_in_is_asked_to_sign_in(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    rows, browser = rows_of(ada, bo, is_private=False), client_of(None)
    for route in addresses():
        answers = asked(browser, route, rows)
        assert set(answers.values()) <= {302, 401, 405}, (route, answers)


def test_a_viewer_changes_nothing_but_what_is_for_everybody(
    client_of: ClientOf, ada: Actor, bo: Actor, cy: Actor
) -> None:
    rows, browser = rows_of(ada, bo, is_private=False), client_of(cy)
    before = state_of(rows)
    for route in addresses():
        if route.startswith("api/") or route in FOR_EVERYBODY:
            continue
        status, _ = _asked(browser, "POST", filled(route, rows))
        # 200 is a page that does not care for the method; a form would answer 422, and one that worked 303.
        assert status in {200, 403, 404, 405}, (route, status)
        assert state_of(rows) == before, route


def state_of(rows: Rows) -> tuple[object, ...]:
    incident = Incident.objects.get(number=rows["incidents"])
    edited = Document.objects.order_by("pk").values_list("pk", "head")
    return (incident.timeline_head, incident.updated_at, *edited)

"""Every address below an incident, asked for by those who may not: a page that forgets to ask is found here.

The addresses come from the site itself. A new one needs nothing here unless it names a new thing: then say in
tests/one_of_everything.py what that is, or in ELSEWHERE that it belongs to no incident.
"""

import re
from collections.abc import Callable, Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from afterword.documents.models import Document
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from tests.one_of_everything import Rows, one_of_everything
from tests.world import an_incident

ClientOf = Callable[[Actor | None], Client]

ELSEWHERE = re.compile(
    r"(api/v1/)?(\^password|first-steps|incidents/views|invitations|profile|runbooks|services|settings|sign-in|templates)/"
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
    "postmortems/<int:number>/comments/<int:thread_number>/<slug:step>",
    "postmortems/<int:number>/comments/<int:thread_number>/answers",
    "postmortems/<int:number>/comments/new",
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
    incident, other = (an_incident(SECRET, commander=ada, is_private=is_private) for _ in range(2))
    return one_of_everything(ada, bo, incident, other)


def filled(route: str, rows: Rows) -> str:
    """The address of this very row; a KeyError names what is new."""
    nouns = re.findall(r"[a-z-]+(?=/<int:number>)", route)
    known = rows | {"number": rows[nouns[0]]} if nouns else rows
    return "/" + re.sub(r"<(?:\w+:)?(\w+?)(?:_id|_number)?>", lambda name: str(known[name[1]]), route)


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

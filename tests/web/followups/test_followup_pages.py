import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.followups.actions.set_state import set_state
from afterword.followups.models import FollowUp
from afterword.followups.searching import index, reindex_all, search_followups
from afterword.incidents.actions.set_tags import set_tags
from afterword.people.actor import Actor
from afterword.people.models import Team
from afterword.web.followups.rows import MOST_ON_INCIDENT
from afterword.web.incidents.tags import known_tags
from tests.followups.making import a_followup, incident_of
from tests.world import a_resolved_incident, a_service, a_team, an_incident, user_of

ClientOf = Callable[[Actor | None], Client]
FORM = {"kind": "action", "title": "Alert on slow payments", "horizon": "month"}


def page_at(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def titles(browser: Client, query: str = "") -> list[str]:
    return [row.followup.title for row in browser.get(f"/follow-ups{query}").context["rows"]]


def test_one_is_added_on_the_incident_with_the_fields_of_its_kind(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident, browser = a_resolved_incident(by=ada), client_of(ada)
    assert "Was monitoring quick enough" in page_at(browser, f"{incident.url}/remediation")
    prompt = page_at(browser, f"{incident.url}/follow-ups?kind=monitor&title=Review+monitors")
    assert 'value="Review monitors"' in prompt

    fields = FORM | {
        "kind": "monitor",
        "owner": str(user_of(bo).pk),
        "due_on": "2026-03-06",
        "tags": "Alerting, payments",
        "monitor_query": "p95 > 3 s",
        "dashboard_link": "left over from another kind",
    }
    answer = browser.post(f"{incident.url}/follow-ups", fields)

    followup = FollowUp.objects.get()
    assert (answer.status_code, followup.details, followup.owner) == (303, {"query": "p95 > 3 s"}, user_of(bo))
    shown = page_at(browser, followup.url)
    assert "p95 &gt; 3 s" in shown
    assert "alerting" in shown
    part = page_at(browser, f"{incident.url}/remediation")
    assert "This month" in part
    assert "Was monitoring quick enough" not in part


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", " "), ("title", "x" * 3000), ("kind", "parrot"), ("horizon", "decade"), ("priority", "9"),
     ("due_on", "soon"), ("due_on", "0026-03-06"), ("owner", "nobody"), ("tracker_url", "no address"),
     ("tags", "x" * 41)],
)  # fmt: skip
def test_bad_input_is_answered_beside_the_field_and_kept(
    client_of: ClientOf, ada: Actor, field: str, value: str
) -> None:
    followup = a_followup()
    for address in (f"{incident_of(followup).url}/follow-ups", f"{followup.url}/edit"):
        answer = client_of(ada).post(address, {**FORM, "description": "Kept as typed", field: value})
        text = answer.content.decode()
        assert (answer.status_code, "form-error" in text, "Kept as typed" in text) == (422, True, True)
    assert FollowUp.objects.get().description == ""


def test_its_states_take_one_press_and_not_doing_it_asks_why(client_of: ClientOf, ada: Actor) -> None:
    followup, browser = a_followup(), client_of(ada)

    for state in ("in_progress", "complete", "not_started"):
        assert browser.post(f"{followup.url}/state", {"state": state}).status_code == 303
    assert "form" in page_at(browser, f"{followup.url}/state?to=wont_do")
    assert browser.post(f"{followup.url}/state", {"reason": ""}).status_code == 422
    assert browser.post(f"{followup.url}/state", {"state": "parrot"}).status_code == 422
    browser.post(f"{followup.url}/state", {"reason": "The old system goes in May"})

    page = page_at(browser, followup.url)
    assert "The old system goes in May" in page
    assert "decided not to do" in page


def test_editing_shows_what_was_and_removing_asks_why(client_of: ClientOf, ada: Actor) -> None:
    followup, browser = a_followup(due_on=date(2026, 3, 6)), client_of(ada)

    browser.post(f"{followup.url}/taking")
    browser.post(f"{followup.url}/edit", FORM | {"title": "Alert on errors", "horizon": "week", "due_on": "2026-03-09"})
    page = page_at(browser, followup.url)
    assert "2026-03-06 → 2026-03-09" in page
    assert "This month → This week" in page

    assert browser.post(f"{followup.url}/removal", {"reason": ""}).status_code == 422
    gone = browser.post(f"{followup.url}/removal", {"reason": "Written twice"})
    assert gone["Location"] == f"{incident_of(followup).url}/remediation"
    assert browser.get(followup.url).status_code == 404


def test_the_list_finds_by_everything_it_offers(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    browser, today = client_of(ada), clock.now().date()
    team, service = a_team("Payments"), a_service("Checkout")
    incident = an_incident(commander=ada, services=(service,))
    a_followup(incident, "late", owner=user_of(ada), due_on=today - timedelta(days=2), tags=("alerting",))
    a_followup(title="team", owner_team=team, due_on=today + timedelta(days=300), priority=0, kind="process")
    a_followup(title="nobody", due_on=today + timedelta(days=2), horizon="quarter", priority=3)
    set_state(ada, a_followup(title="done", owner=user_of(bo)), "complete")

    found: dict[str, list[str]] = {
        "": ["late", "nobody", "team"],
        "?state=any&sort=newest": ["done", "nobody", "team", "late"],
        "?state=closed": ["done"],
        "?state=complete&state=wont_do": ["done"],
        "?owner=me": ["late"],
        "?owner=none": ["nobody"],
        f"?owner={user_of(bo).email}&state=any": ["done"],
        "?team=payments": ["team"],
        "?service=Checkout": ["late"],
        "?tag=Alerting": ["late"],
        "?due=overdue": ["late"],
        "?due=soon": ["nobody"],
        "?due=none": [],
        "?kind=process": ["team"],
        "?priority=P0&priority=p3&sort=priority": ["team", "nobody"],
        "?horizon=quarter": ["nobody"],
        f"?incident={incident.reference}": ["late"],
    }
    assert {query: titles(browser, query) for query in found} == found
    assert "No owner yet" in page_at(browser, "/follow-ups")


@pytest.mark.parametrize(
    "query", ["state=x", "kind=x", "priority=P9", "owner=x@y", "team=x", "due=x", "sort=x", "incident=x", "cursor=x"]
)
def test_a_filter_that_is_none_says_so(client_of: ClientOf, ada: Actor, query: str) -> None:
    answer = client_of(ada).get(f"/follow-ups?{query}")
    assert answer.status_code == 422
    assert "callout" in answer.content.decode()


def test_pages_follow_each_other_in_order_also_past_those_without_a_day(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    for number in range(55):
        a_followup(incident, f"n{number:02}", due_on=date(2026, 3, 1) + timedelta(days=number % 7))
    FollowUp.objects.filter(title__in=["n03", "n50"]).update(due_on=None)
    browser = client_of(ada)

    first = browser.get("/follow-ups")
    second = browser.get(first.context["older_href"])

    seen = [row.followup for answer in (first, second) for row in answer.context["rows"]]
    assert len({each.pk for each in seen}) == len(seen) == 55
    assert [each.title for each in seen[-2:]] == ["n03", "n50"]
    back = browser.get(second.context["newer_href"])
    assert [row.followup.pk for row in back.context["rows"]] == [row.followup.pk for row in first.context["rows"]]


def test_an_empty_list_says_what_to_do(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)
    assert "No follow-ups yet" in page_at(browser, "/follow-ups")
    set_state(ada, a_followup(), "complete")
    assert "Nothing is open" in page_at(browser, "/follow-ups")
    assert "No follow-ups match" in page_at(browser, "/follow-ups?due=overdue")


def test_the_table_has_what_the_list_has(client_of: ClientOf, ada: Actor) -> None:
    a_followup(title="=1+1", tags=("a", "b"))
    set_state(ada, a_followup(title="done"), "complete")

    answer: Any = client_of(ada).get("/follow-ups.csv")

    assert isinstance(answer, StreamingHttpResponse)
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode())))
    assert [(row["title"], row["tags"], row["priority"]) for row in rows] == [("'=1+1", "a; b", "P1")]


def test_a_private_incidents_follow_ups_are_nowhere(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    hidden = a_followup(an_incident(commander=ada, is_private=True), "Hidden thing")
    index(hidden)
    browser = client_of(bo)

    assert titles(browser) == []
    assert "No follow-ups yet" in page_at(browser, "/follow-ups")
    exported: Any = browser.get("/follow-ups.csv?state=any")
    assert b"Hidden" not in b"".join(exported)
    assert "Hidden" not in page_at(browser, "/search?q=hidden")
    for part in ("", "/edit", "/state", "/taking", "/removal"):
        assert browser.get(f"{hidden.url}{part}").status_code == 404


def test_a_viewer_looks_but_does_not_change(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    followup, browser = a_followup(), client_of(cy)
    page = page_at(browser, followup.url)
    assert "Complete" not in page
    for part in ("edit", "state", "removal"):
        assert browser.post(f"{followup.url}/{part}", FORM).status_code == 403
    assert browser.post(f"{incident_of(followup).url}/follow-ups", FORM).status_code == 403


def test_words_find_it(ada: Actor) -> None:
    followup = a_followup(kind="monitor", details={"query": "queue_depth"}, description="Wake us earlier")
    index(followup)

    for words in ("slow payments", "queue_depth", "earlier", followup.reference):
        assert [each.row for each in search_followups(ada, words)] == [followup]
    assert reindex_all() == 1


def test_statements_do_not_grow(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident, browser, counts = an_incident(commander=ada), client_of(ada), []
    for portion in (1, 8):
        for number in range(portion):
            a_followup(incident if number % 2 else None, owner=user_of(bo), tags=(f"t{portion}{number}",))
        followup = FollowUp.objects.all()[0]
        for address in ("/follow-ups", f"{incident.url}/remediation", followup.url):
            with CaptureQueriesContext(connection) as statements:
                browser.get(address)
            counts.append(len(statements))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 24


def test_tags_come_apart_at_wide_commas_too(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)

    client_of(ada).post(f"{incident.url}/follow-ups", FORM | {"tags": "支付，数据库、Release, on call"})

    assert {tag.name for tag in FollowUp.objects.get().tags.all()} == {"支付", "数据库", "release", "on call"}


def test_filters_offer_no_retired_team_unless_it_is_chosen(client_of: ClientOf, ada: Actor) -> None:
    team = a_team("Old platform")
    a_followup(owner_team=team)
    Team.objects.filter(pk=team.pk).update(retired_at=clock.now())

    for path in ("/follow-ups", "/incidents"):
        offered = client_of(ada).get(path).context["choices"]["team"]
        chosen = client_of(ada).get(f"{path}?team=Old+platform").context["choices"]["team"]
        assert "Old platform" not in [name for name, *_ in offered]
        assert ("Old platform", "Old platform", True) in chosen


def test_tags_of_hidden_incidents_are_offered_to_nobody_else(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada, is_private=True)
    a_followup(incident, tags=("layoffs",))
    set_tags(ada, incident, ["takeover"])

    def offered(actor: Actor) -> list[str]:
        lists = [client_of(actor).get(path).context["choices"]["tag"] for path in ("/follow-ups", "/incidents")]
        return [value for rows in lists for value, *_ in rows] + known_tags(actor)

    assert offered(ada) == ["layoffs", "takeover", "takeover"]
    assert offered(bo) == []


def test_an_incident_with_very_many_shows_the_open_ones_and_leads_to_all(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    open_one = a_followup(incident, "still to do")
    common = {"incident": incident, "state": "complete", "closed_at": clock.now()}
    FollowUp.objects.bulk_create(FollowUp(number=1000 + n, title="done", **common) for n in range(MOST_ON_INCIDENT))

    page = page_at(client_of(ada), f"{incident.url}/remediation")

    assert open_one.title in page
    assert f'href="/follow-ups?incident={incident.reference}&amp;state=any"' in page
    assert page.count('class="row-link"') == MOST_ON_INCIDENT


def test_of_two_writers_the_second_reads_what_the_first_has_changed(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    followup = a_followup()
    seen = {"since": incident_of(followup).timeline_head, "owner": "", "priority": "2"}
    client_of(bo).post(f"{followup.url}/edit", FORM | seen | {"title": followup.title, "horizon": "week"})

    answer = client_of(ada).post(f"{followup.url}/edit", FORM | seen | {"title": "Alert on errors"})

    assert answer.status_code == 409
    assert "This month → This week" in answer.content.decode()

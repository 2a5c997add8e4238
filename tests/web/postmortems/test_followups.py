from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from afterword.core import clock
from afterword.followups.models import FollowUp
from afterword.people.actor import Actor
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from tests.world import a_resolved_incident, user_of

ClientOf = Callable[[Actor | None], Client]
FORM = {"kind": "action", "title": "Rehearse the roll-back", "horizon": "month"}


def page_at(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


@pytest.fixture
def launch(ada: Actor) -> Postmortem:
    return create_report(ada, "Launch of the new checkout", language="en")


def test_it_is_added_beside_the_text_in_every_state(client_of: ClientOf, ada: Actor, launch: Postmortem) -> None:
    browser = client_of(ada)
    assert "What is to be different" in page_at(browser, f"{launch.url}/follow-ups")

    browser.post(f"{launch.url}/follow-ups", FORM)
    publish(ada, launch)
    answer = browser.post(f"{launch.url}/follow-ups", FORM | {"title": "Thought of later"})

    assert (answer.status_code, answer["Location"]) == (303, launch.url)
    page = page_at(browser, launch.url)
    assert "Follow-ups today" in page
    assert all(f'href="{each.url}"' in page for each in launch.followups.all())


def test_a_refusal_keeps_what_was_typed(client_of: ClientOf, ada: Actor, launch: Postmortem) -> None:
    answer = client_of(ada).post(f"{launch.url}/follow-ups", FORM | {"title": " ", "description": "Kept as typed"})

    assert answer.status_code == 422
    assert "Kept as typed" in answer.content.decode()
    assert not FollowUp.objects.exists()


def test_of_several_incidents_it_asks_for_one(client_of: ClientOf, ada: Actor) -> None:
    first, second = a_resolved_incident("First", by=ada), a_resolved_incident("Second", by=ada)
    report, browser = start(ada, [first, second]), client_of(ada)
    assert f'<option value="{first.number}" selected>' in page_at(browser, f"{report.url}/follow-ups")

    browser.post(f"{report.url}/follow-ups", FORM | {"incident": str(second.number)})

    assert FollowUp.objects.get().incident == second


def test_its_page_leads_to_the_report(client_of: ClientOf, ada: Actor, bo: Actor, launch: Postmortem) -> None:
    browser = client_of(ada)
    browser.post(f"{launch.url}/follow-ups", FORM | {"owner": str(user_of(ada).pk)})
    followup = launch.followups.get()
    for part in ("", "/edit", "/state", "/removal"):
        assert browser.get(f"{followup.url}{part}").status_code == 200, part
    assert f'topics="report:{launch.number}"' in page_at(browser, followup.url)

    seen = {"since": "1", "owner": "", "priority": "2"}
    client_of(bo).post(f"{followup.url}/edit", FORM | seen | {"horizon": "week"})
    mine = FORM | seen | {"title": "Rehearse it twice"}
    late = browser.post(f"{followup.url}/edit", mine)
    assert late.status_code == 409
    assert "This month → This week" in late.content.decode()
    assert browser.post(f"{followup.url}/edit", mine | {"since": "2"}).status_code == 303

    browser.post(f"{followup.url}/state", {"reason": "The old one is gone"})
    page = page_at(browser, followup.url)
    assert "Rehearse the roll-back → Rehearse it twice" in page
    assert "The old one is gone" in page
    assert browser.post(f"{followup.url}/removal", {"reason": "Written twice"})["Location"] == launch.url


def test_it_stands_in_lists_beside_those_of_incidents(client_of: ClientOf, ada: Actor, launch: Postmortem) -> None:
    browser = client_of(ada)
    browser.post(f"{launch.url}/follow-ups", FORM | {"owner": str(user_of(ada).pk)})
    followup = launch.followups.get()

    assert launch.reference in page_at(browser, "/follow-ups")
    assert followup.title in page_at(browser, f"/follow-ups?postmortem={launch.reference}")
    assert followup.title not in page_at(browser, "/follow-ups?postmortem=999")
    assert browser.get("/follow-ups?postmortem=x").status_code == 422
    exported: Any = browser.get("/follow-ups.csv")
    assert launch.reference in b"".join(exported).decode()
    assert f"{launch.reference} {launch.title}" in page_at(browser, "/my/tasks")
    assert followup.title in page_at(browser, "/")

    browser.post(f"/my/follow-ups/{followup.number}/completion")
    assert followup.title in page_at(browser, "/my/tasks")
    followup.refresh_from_db()
    assert followup.closed_at
    assert followup.closed_at <= clock.now()


def test_deleting_the_report_says_what_goes_with_it(client_of: ClientOf, ada: Actor, launch: Postmortem) -> None:
    browser = client_of(ada)
    browser.post(f"{launch.url}/follow-ups", FORM)

    assert "Its own follow-up goes with it." in page_at(browser, f"{launch.url}/deletion")


def test_a_viewer_adds_none(client_of: ClientOf, cy: Actor, launch: Postmortem) -> None:
    browser = client_of(cy)
    assert f"{launch.url}/follow-ups" not in page_at(browser, launch.url)
    assert browser.post(f"{launch.url}/follow-ups", FORM).status_code == 403

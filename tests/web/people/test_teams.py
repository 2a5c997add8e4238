"""Teams in the settings: what they look after, their order, their retirement, and where they are offered."""

from collections.abc import Callable

import pytest
from django.test import Client

from afterword.access.actions.retire_team import retire_team
from afterword.people.actor import Actor
from afterword.people.models import Team
from tests.world import a_team, an_incident

ClientOf = Callable[[Actor | None], Client]
pytestmark = pytest.mark.django_db


def test_a_team_is_described_moved_retired_and_revived(client_of: ClientOf, di: Actor) -> None:
    browser = client_of(di)
    url = browser.post("/settings/teams/new", {"name": "Payments", "about": "Cards."})["Location"]
    search = a_team("Search")
    seen = browser.get(f"{url}/name").context["form"].initial["seen"]

    assert (
        browser.post(f"{url}/name", {"name": "Payments", "about": "Cards and invoices.", "seen": seen}).status_code
        == 303
    )
    stale = browser.post(f"{url}/name", {"name": "Payments", "about": "Cards only.", "seen": seen})
    assert (stale.status_code, Team.objects.get(name="Payments").about) == (409, "Cards and invoices.")
    browser.post(f"/settings/teams/{search.pk}/place", {"above": url.rsplit("/", 1)[1]})
    assert [str(each) for each in Team.objects.all()] == ["Search", "Payments"]
    told = browser.post(f"/settings/teams/{search.pk}/place", {"above": "gone"}, follow=True)
    assert "The order was changed meanwhile" in told.content.decode()
    assert "Revive Payments" in browser.post(f"{url}/retirement", follow=True).content.decode()
    assert "Revive Payments" not in browser.post(f"{url}/revival", follow=True).content.decode()


def test_a_lead_describes_the_own_team_and_does_not_retire_it(client_of: ClientOf, ada: Actor) -> None:
    team = a_team("Payments", lead=ada)
    browser, url = client_of(ada), f"/settings/teams/{team.pk}"

    assert browser.post(f"{url}/name", {"name": "Payments", "about": "Cards."}).status_code == 303
    assert [browser.post(f"{url}/{step}").status_code for step in ("place", "retirement", "revival")] == [403] * 3
    assert "retirement" not in browser.get(url).content.decode()
    team.refresh_from_db()
    assert (team.about, team.retired_at) == ("Cards.", None)


def test_a_retired_team_is_offered_only_where_it_was_chosen(client_of: ClientOf, di: Actor, ada: Actor) -> None:
    team = a_team("Payments")
    old, new = an_incident(commander=ada, teams=(team,)), an_incident("Another", commander=ada)
    retire_team(di, team)
    browser, option = client_of(ada), f'value="{team.pk}"'

    assert option in browser.get(f"{old.url}/teams").content.decode()
    for path in (f"{new.url}/teams", f"{new.url}/privacy", "/incidents/new"):
        assert option not in browser.get(path).content.decode(), path


def test_without_any_team_the_page_says_what_to_do(client_of: ClientOf, di: Actor, cy: Actor) -> None:
    page = client_of(di).get("/settings/teams")

    assert page.status_code == 200
    assert 'href="/settings/teams/new"' in page.content.decode()
    assert "Administrators make them." in client_of(cy).get("/settings/teams").content.decode()

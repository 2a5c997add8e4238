from collections.abc import Callable

from django.test import Client

from afterword.incidents.actions.views import save_view
from afterword.incidents.models import SavedView
from afterword.people.actor import Actor
from tests.world import a_service, an_incident, sev

ClientOf = Callable[[Actor | None], Client]


def titles(browser: Client, url: str) -> list[str]:
    return [row.incident.title for row in browser.get(url, follow=True).context["rows"]]


def test_the_list_as_it_is_becomes_a_view_that_leads_back_to_it(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    an_incident("Bad", commander=ada, severity=sev(1))
    an_incident("Small", commander=ada, severity=sev(4))
    browser = client_of(ada)
    form = browser.get("/incidents?severity=SEV-1&columns=tags,status").context["save_href"]

    answer = browser.post(form, {"name": "Bad ones", "is_shared": "on"})

    assert answer.status_code == 303
    page = browser.get(answer["Location"])
    assert [row.incident.title for row in page.context["rows"]] == ["Bad"]
    assert page.context["columns"] == ("tags", "status")
    assert [link.label for link in page.context["bar"].links if link.is_current] == ["Bad ones"]
    assert titles(client_of(bo), f"/incidents?view={SavedView.objects.get().pk}") == ["Bad"]


def test_a_name_that_is_taken_is_said_beside_the_field(client_of: ClientOf, ada: Actor) -> None:
    save_view(ada, "Bad ones", query="severity=SEV-1")

    answer = client_of(ada).post("/incidents/views/new?status=open", {"name": "bad ones"})

    assert answer.status_code == 422
    assert "already" in answer.context["form"].errors["name"][0]


def test_a_view_of_something_that_was_removed_still_opens_and_says_so(client_of: ClientOf, ada: Actor) -> None:
    service = a_service("Gone")
    an_incident("Open", commander=ada)
    view = save_view(ada, "Old", query="status=open&service=Gone", columns=["tags"])
    service.delete()
    SavedView.objects.update(columns=["tags", "removed-column"])

    page = client_of(ada).get(f"/incidents?view={view.pk}", follow=True)

    assert page.status_code == 200
    assert [row.incident.title for row in page.context["rows"]] == ["Open"]
    assert "There is no service “Gone”." in page.content.decode()


def test_a_changed_list_can_be_kept_in_the_view(client_of: ClientOf, ada: Actor) -> None:
    view = save_view(ada, "Bad", query="severity=SEV-1")
    browser = client_of(ada)

    page = browser.get(f"/incidents?severity=SEV-2&saved={view.pk}&columns=tags")
    browser.post(f"/incidents/views/{view.pk}/list", {"query": "severity=SEV-2&saved=x", "columns": "tags"})

    assert page.context["bar"].is_changed
    view.refresh_from_db()
    assert (view.query, view.columns) == ("severity=SEV-2", ["tags"])
    assert not browser.get(f"/incidents?view={view.pk}", follow=True).context["bar"].is_changed


def test_others_find_no_view_that_is_not_shared(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    view = save_view(ada, "Own", query="")

    for url in (f"/incidents?view={view.pk}", f"/incidents/views/{view.pk}", "/incidents?view=nothing"):
        assert client_of(bo).get(url).status_code == 404
    assert client_of(bo).post(f"/incidents/views/{view.pk}/removal").status_code == 404
    assert client_of(ada).post(f"/incidents/views/{view.pk}/removal").status_code == 303
    assert not SavedView.objects.exists()


def test_built_in_views_say_what_they_show(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    an_incident("Ada's", commander=ada)
    an_incident("Bo's", commander=bo)

    assert titles(client_of(ada), "/incidents?view=mine") == ["Ada's"]
    assert titles(client_of(ada), "/incidents?view=open") == ["Bo's", "Ada's"]
    assert titles(client_of(ada), "/incidents?view=owed") == []

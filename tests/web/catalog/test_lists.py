"""The settings lists: what they show, to whom, and their buttons."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from afterword.incidents.actions.catalog.add import add
from afterword.incidents.actions.catalog.retire import retire
from afterword.incidents.models import Experience, FieldChoice, FieldValue, IncidentType, Role, Severity, Status
from afterword.people.actor import Actor
from afterword.web.catalog.pages import PAGES
from tests.world import an_incident, sev

ClientOf = Callable[[Actor | None], Client]
KEYS = [page.key for page in PAGES]
pytestmark = pytest.mark.django_db


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(page: str) -> list[str]:
    """The names on a page, in order, the retired ones last."""
    names = re.findall(r'<span class="catalog-name">(.*?)</span>\s*<span class="catalog-note"', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in names]


@pytest.mark.parametrize("key", KEYS)
def test_each_list_is_for_administrators(client_of: ClientOf, di: Actor, ada: Actor, key: str) -> None:
    assert f'href="/settings/{key}"' in text(client_of(di), "/settings")
    assert f'href="/settings/{key}"' not in text(client_of(ada), "/settings")
    row = next(page for page in PAGES if page.key == key).noun.model._default_manager.first()
    assert row
    mine, theirs = client_of(di), client_of(ada)
    assert row.label in listed(text(mine, f"/settings/{key}"))
    for path in ("", "/new", f"/{row.pk}/facts", f"/{row.pk}/deletion"):
        assert theirs.get(f"/settings/{key}{path}").status_code == 403
    for path in ("place", "retirement", "revival", "deletion", "facts"):
        assert theirs.post(f"/settings/{key}/{row.pk}/{path}").status_code == 403
    row.refresh_from_db()
    assert row.retired_at is None


def test_there_is_no_other_list(client_of: ClientOf, di: Actor) -> None:
    assert client_of(di).get("/settings/colours").status_code == 404
    assert client_of(di).get("/settings/severities/0199aaaa-0000-7000-8000-000000000000/facts").status_code == 404


def test_a_row_moves_is_retired_and_revived_by_its_buttons(client_of: ClientOf, di: Actor) -> None:
    browser, url = client_of(di), f"/settings/severities/{sev(2).pk}"

    assert browser.post(f"{url}/place", {"above": str(sev(1).pk)})["Location"] == "/settings/severities"
    browser.post(f"{url}/retirement")
    page = text(browser, "/settings/severities")
    assert listed(page) == ["SEV-0", "SEV-1", "SEV-3", "SEV-4", "Unknown", "SEV-2"]
    assert "Revive SEV-2" in page
    browser.post(f"{url}/revival")
    assert listed(text(browser, "/settings/severities"))[1] == "SEV-2"


@pytest.mark.parametrize("body", [{}, {"above": "nonsense"}, {"above": "0199aaaa-0000-7000-8000-000000000000"}])
def test_a_move_past_what_is_not_there_is_told_and_changes_nothing(
    client_of: ClientOf, di: Actor, body: dict[str, str]
) -> None:
    browser = client_of(di)

    answer = browser.post(f"/settings/severities/{sev(2).pk}/place", body, follow=True)

    assert "The order was changed meanwhile" in answer.content.decode()
    assert [each.name for each in Severity.objects.all()][2] == "SEV-2"


def test_what_can_not_be_retired_says_why(client_of: ClientOf, di: Actor) -> None:
    commander = Role.objects.get(is_commander=True)
    browser = client_of(di)

    assert "needs somebody who commands" in text(browser, "/settings/roles")
    answer = browser.post(f"/settings/roles/{commander.pk}/retirement", follow=True)

    assert "needs somebody who commands" in answer.content.decode()
    Experience.objects.all().delete()
    assert "Nothing here yet" in text(browser, "/settings/experiences")


def test_uses_count_what_the_reader_sees(client_of: ClientOf, di: Actor, ada: Actor) -> None:
    an_incident(commander=ada, severity=sev(1))
    an_incident("Secret", commander=ada, severity=sev(1), is_private=True)

    page = text(client_of(di), "/settings/severities")

    assert "1 incident" in page
    assert "2 incidents" not in page
    assert "2 incidents" not in text(client_of(di), "/settings/roles")


def test_another_type_becomes_the_default(client_of: ClientOf, di: Actor) -> None:
    near = IncidentType.objects.get(name="Near miss")

    client_of(di).post(f"/settings/types/{near.pk}/default")

    assert IncidentType.objects.get(is_default=True) == near


def test_names_are_shown_as_text_never_as_markup(client_of: ClientOf, di: Actor) -> None:
    evil = "<script>alert(1)</script>"
    add(di, Status(name=evil, category="active", guidance=evil))
    retire(di, add(di, Role(name=evil, duty=evil)))

    assert evil not in text(client_of(di), "/settings/statuses")
    assert evil not in text(client_of(di), "/settings/roles")


@pytest.mark.parametrize(("key", "most"), [*((key, 5) for key in KEYS), ("fields/one", 9)])
def test_lists_cost_the_same_for_few_and_for_many(
    client_of: ClientOf,
    di: Actor,
    ada: Actor,
    django_assert_max_num_queries: Callable[..., object],
    key: str,
    most: int,
) -> None:
    field = FieldChoice.objects.all()[0].field
    for number in range(12):
        add(di, Role(name=f"R{number}"))
        add(di, Status(name=f"S{number}", category="stable"))
        add(di, Experience(name=f"E{number}"))
        add(di, IncidentType(name=f"T{number}"))
        add(di, FieldChoice(field=field, name=f"C{number}"))
    FieldValue.objects.create(incident=an_incident(commander=ada), field=field, choice=field.choices.all()[0])
    browser = client_of(di)

    with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
        text(browser, f"/settings/{key}".replace("one", str(field.pk)))

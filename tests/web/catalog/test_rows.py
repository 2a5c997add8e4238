"""Making, changing and deleting a row in the browser."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from afterword.incidents.models import Experience, Field, IncidentType, Role, Severity, Status
from afterword.people.actor import Actor
from afterword.web.catalog.pages import PAGES
from tests.world import an_incident, sev, status, user_of

ClientOf = Callable[[Actor | None], Client]
LEVEL = {"name": "New", "token": "sev-1"}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("severities", {"token": "sev-4", "requires_postmortem": "on", "postmortem_due_days": "5"}),
        ("statuses", {"category": "active", "guidance": "We look for it."}),
        ("roles", {"duty": "Talks to the landlord."}),
        ("experiences", {"is_downtime": "on"}),
        ("types", {"postmortem_rule": "always", "template": "one-pager", "is_private": "on"}),
        ("fields", {"kind": "money", "group": "what", "required_at": "resolve", "is_for_all": "on"}),
    ],
)  # fmt: skip
def test_a_row_is_made_changed_and_deleted(client_of: ClientOf, di: Actor, key: str, sent: dict[str, str]) -> None:
    browser, model = client_of(di), next(page for page in PAGES if page.key == key).noun.model

    assert browser.get(f"/settings/{key}/new").status_code == 200
    assert browser.post(f"/settings/{key}/new", {"name": "Brand new", **sent}).status_code == 303
    row = model._default_manager.get(name="Brand new")
    for name, value in sent.items():
        assert str(getattr(row, name)) in (value, str(value == "on"))
    form = browser.get(f"/settings/{key}/{row.pk}/facts").context["form"]
    assert form.initial["name"] == "Brand new"
    again = {"name": "Newer", "seen": form.initial["seen"], **sent}
    assert browser.post(f"/settings/{key}/{row.pk}/facts", again).status_code == 303
    assert model._default_manager.get(pk=row.pk).name == "Newer"
    assert browser.get(f"/settings/{key}/{row.pk}/deletion").status_code == 200
    assert browser.post(f"/settings/{key}/{row.pk}/deletion")["Location"] == f"/settings/{key}"
    assert not model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("key", "sent", "words"),
    [
        ("severities", {"name": "sev-1", "token": "sev-1"}, "There is “SEV-1” already"),
        ("severities", {"name": "New"}, "Choose one of the colours"),
        ("severities", {**LEVEL, "postmortem_due_days": "soon"}, "whole number"),
        ("severities", {**LEVEL, "requires_postmortem": "on", "postmortem_due_days": "-1"}, "1 to 90"),
        ("severities", {"name": "", "token": "sev-1"}, "Give it a name"),
        ("statuses", {"name": "New", "category": "asleep"}, "asleep"),
        ("types", {"name": "New", "postmortem_rule": "always", "template": "novel"}, "novel"),
        ("fields", {"name": "New", "kind": "choice", "group": "what", "required_at": "declare"}, "to choose from"),
    ],
)  # fmt: skip
def test_bad_input_gets_words_and_makes_nothing(
    client_of: ClientOf, di: Actor, key: str, sent: dict[str, str], words: str
) -> None:
    answer = client_of(di).post(f"/settings/{key}/new", sent)

    assert answer.status_code == 422
    assert words in unescape(answer.content.decode())
    assert not any(model.objects.filter(name="New").exists() for model in (Severity, Status, IncidentType, Field))


def test_our_own_words_stay_ours_when_they_are_read_in_another_language(client_of: ClientOf, di: Actor) -> None:
    user = user_of(di)
    user.language = "zh-hans"
    user.save()
    browser, role = client_of(di), Role.objects.get(name="Scribe")

    form = browser.get(f"/settings/roles/{role.pk}/facts").context["form"]
    sent = {"name": form.initial["name"], "duty": form.initial["duty"], "seen": form.initial["seen"]}
    browser.post(f"/settings/roles/{role.pk}/facts", sent)

    assert form.initial["name"] != "Scribe"
    role.refresh_from_db()
    assert role.name == "Scribe"
    assert role.duty.startswith("Writes down")
    with translation.override("zh-hans"):
        assert role.label == form.initial["name"]


def test_who_writes_over_a_newer_change_is_told_once(client_of: ClientOf, di: Actor) -> None:
    browser, path = client_of(di), f"/settings/statuses/{status('Stable').pk}/facts"
    seen = browser.get(path).context["form"].initial["seen"]
    browser.post(path, {"name": "Watching", "seen": seen})

    told = browser.post(path, {"name": "Waiting", "seen": seen})
    renewed = told.context["form"]["seen"].value()
    done = browser.post(path, {"name": "Waiting", "seen": renewed})

    assert (told.status_code, done.status_code) == (409, 303)
    assert "Somebody else changed this" in told.content.decode()
    assert Status.objects.filter(name="Waiting").exists()


def test_what_is_in_use_is_not_deleted(client_of: ClientOf, di: Actor, ada: Actor) -> None:
    an_incident(commander=ada, severity=sev(4), is_private=True)

    answer = client_of(di).post(f"/settings/severities/{sev(4).pk}/deletion")

    assert answer.status_code == 409
    assert "it can&#x27;t be deleted" in answer.content.decode()
    assert sev(4).retired_at is None


def test_what_was_deleted_meanwhile_is_not_there(client_of: ClientOf, di: Actor) -> None:
    gone = Experience.objects.create(name="Gone")
    path = f"/settings/experiences/{gone.pk}"
    gone.delete()
    browser = client_of(di)

    assert browser.get(f"{path}/facts").status_code == 404
    answer = browser.post(f"{path}/retirement", follow=True)
    assert "was deleted by somebody else" in answer.content.decode()

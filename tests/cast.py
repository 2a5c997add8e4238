"""The people of the tests, the same everywhere: Ada commands, Bo responds, Cy is an outsider, Di administers.

Robo is a token that acts for a responder. A test that names one of them in its arguments has that actor.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from afterword.people.actor import Actor, ActorKind
from afterword.people.models import ApiToken, Role, User
from afterword.people.secrets import digest_of

ROBOS_SECRET = "aw_robo-knocks-with-this"


def person(name: str, role: Role = Role.RESPONDER) -> User:
    """The account of this name; made when it is not there yet."""
    email = f"{name.lower()}@example.com"
    user: User = User.objects.get_or_create(email=email, defaults={"name": name, "role": role, "password": "!"})[0]
    return user


def ada_actor() -> Actor:
    return Actor.person(person("Ada"))


@pytest.fixture
def ada(db: None) -> Actor:
    """Commands incidents."""
    return ada_actor()


@pytest.fixture
def bo(db: None) -> Actor:
    """Responds, on any incident that is open to all."""
    return Actor.person(person("Bo"))


@pytest.fixture
def cy(db: None) -> Actor:
    """An outsider: may look, declare and comment; is on no incident and in no team."""
    return Actor.person(person("Cy", Role.VIEWER))


@pytest.fixture
def di(db: None) -> Actor:
    """An administrator, who does not see private incidents for that."""
    return Actor.person(person("Di", Role.ADMINISTRATOR))


@pytest.fixture
def robo(db: None) -> Actor:
    """A program with a responder's token."""
    kept = {"user": person("Robo"), "name": "robo"}
    token, _ = ApiToken.objects.get_or_create(digest=digest_of(ROBOS_SECRET), defaults=kept)
    return Actor.of_token(token)


@pytest.fixture
def client_of() -> Callable[[Actor | None], Client]:
    """client_of(ada): a browser signed in as Ada, or Robo's HTTP client, or a stranger's with None."""

    def client(actor: Actor | None) -> Client:
        if actor is None:
            return Client()
        if actor.kind == ActorKind.TOKEN:
            return Client(headers={"authorization": f"Bearer {ROBOS_SECRET}"})
        assert actor.user, f"{actor} can't sign in"
        browser = Client()
        browser.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return client

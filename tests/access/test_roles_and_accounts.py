"""Changing roles, disabling accounts, and the administrator who is always left."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from afterword.access.actions.change_role import change_role
from afterword.access.actions.make_sign_in_link import make_sign_in_link
from afterword.access.actions.set_active import set_active
from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, DomainError, Invalid, NotAllowed
from afterword.people.actor import Actor
from afterword.people.models import Role, SignInLink, User
from tests.cast import person
from tests.world import user_of

pytestmark = pytest.mark.django_db


def test_a_role_changes_and_the_trail_says_from_what_to_what(di: Actor, cy: Actor) -> None:
    change_role(di, user_of(cy), Role.RESPONDER)
    change_role(di, user_of(cy), Role.RESPONDER)

    assert User.objects.get(pk=cy.user_id).role == Role.RESPONDER
    entry = AuditEntry.objects.get(action="user.role_changed")
    assert entry.data == {"before": "viewer", "after": "responder"}


def test_an_unknown_role_is_refused(di: Actor, cy: Actor) -> None:
    with pytest.raises(Invalid):
        change_role(di, user_of(cy), "emperor")


@pytest.mark.parametrize("verb", [lambda by, of: change_role(by, of, Role.ADMINISTRATOR),
                                  lambda by, of: set_active(by, of, is_active=False),
                                  make_sign_in_link])  # fmt: skip
def test_only_administrators_manage_people(ada: Actor, bo: Actor, verb: Callable[[Actor, User], object]) -> None:
    with pytest.raises(NotAllowed):
        verb(ada, user_of(bo))

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("verb", [lambda by, of: change_role(by, of, Role.VIEWER),
                                  lambda by, of: set_active(by, of, is_active=False)])  # fmt: skip
def test_the_last_administrator_stays(di: Actor, verb: Callable[[Actor, User], object]) -> None:
    User.objects.create(email="gone@example.com", role=Role.ADMINISTRATOR, is_active=False, password="!")

    with pytest.raises(Conflict) as refusal:
        verb(di, user_of(di))

    assert refusal.value.code == "last_administrator"
    assert User.objects.administrators().get() == di.user


def test_one_of_two_administrators_may_go(di: Actor) -> None:
    other = person("Ada", Role.ADMINISTRATOR)

    change_role(di, other, Role.VIEWER)

    assert User.objects.administrators().get() == di.user


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_remove_each_other_at_once_one_stays(di: Actor) -> None:
    ada = Actor.person(person("Ada", Role.ADMINISTRATOR))
    together, refused = threading.Barrier(2), []

    def remove(by: Actor, other: Actor) -> None:
        together.wait()
        try:
            change_role(by, user_of(other), Role.VIEWER)
        except DomainError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((di, ada), (ada, di))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["last_administrator"]
    assert User.objects.administrators().count() == 1


def test_disabling_ends_sessions_and_links_for_good(di: Actor, ada: Actor) -> None:
    before = user_of(ada).get_session_auth_hash()
    make_sign_in_link(di, user_of(ada))

    set_active(di, user_of(ada), is_active=False)
    user = set_active(di, user_of(ada), is_active=True)

    assert user.get_session_auth_hash() != before
    assert not SignInLink.objects.filter(ended_at=None).exists()
    actions = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["sign_in_link.created", "user.disabled", "user.enabled"]


def test_there_is_no_link_for_a_disabled_account(di: Actor, ada: Actor) -> None:
    user = set_active(di, user_of(ada), is_active=False)

    with pytest.raises(Conflict):
        make_sign_in_link(di, user)

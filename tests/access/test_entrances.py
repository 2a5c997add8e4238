"""Invitations and one-time sign-in links: once, in time, and only for whom they were made."""

from datetime import timedelta

import pytest

from afterword.access.actions.accept_invitation import accept_invitation
from afterword.access.actions.invite import invite
from afterword.access.actions.make_sign_in_link import make_sign_in_link
from afterword.access.actions.revoke_invitation import revoke_invitation
from afterword.access.actions.set_active import set_active
from afterword.access.actions.use_sign_in_link import use_sign_in_link
from afterword.access.models import AuditEntry
from afterword.core import clock
from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.people.actor import Actor
from afterword.people.models import Invitation, Role, SignInLink, User
from tests.world import user_of

PASSWORD = "a long enough phrase"
pytestmark = pytest.mark.django_db


def accept(secret: str, **given: str) -> User:
    return accept_invitation(secret, **{"name": "New", "password": PASSWORD, "zone": "Europe/Berlin", **given})


def test_an_invitation_becomes_an_account_with_its_address_and_role(di: Actor) -> None:
    invitation, secret = invite(di, email="New@Example.com", role=Role.VIEWER)

    user = accept(secret)

    assert (user.email, user.name, user.role, user.zone) == ("new@example.com", "New", "viewer", "Europe/Berlin")
    invitation.refresh_from_db()
    assert invitation.accepted_by == user
    assert list(AuditEntry.objects.order_by("number").values_list("action", "actor_label")) == [
        ("invitation.created", "Di"),
        ("invitation.accepted", "New"),
    ]


def test_an_invitation_works_once(di: Actor) -> None:
    _, secret = invite(di, email="new@example.com")
    accept(secret)

    with pytest.raises(NotFound):
        accept(secret)


def test_an_invitation_ends_after_seven_days(di: Actor) -> None:
    _, secret = invite(di, email="new@example.com")

    with clock.later(timedelta(days=7, seconds=1)), pytest.raises(NotFound):
        accept(secret)
    with clock.later(timedelta(days=6, hours=23)):
        assert accept(secret).is_active


def test_a_revoked_invitation_opens_nothing(di: Actor) -> None:
    invitation, secret = invite(di, email="new@example.com")

    revoke_invitation(di, invitation)
    revoke_invitation(di, invitation)

    with pytest.raises(NotFound):
        accept(secret)
    assert AuditEntry.objects.filter(action="invitation.revoked").count() == 1


def test_inviting_again_makes_a_new_link_and_ends_the_old_one(di: Actor) -> None:
    _, first = invite(di, email="new@example.com")
    _, second = invite(di, email="NEW@example.com", role=Role.VIEWER)

    with pytest.raises(NotFound):
        accept(first)
    assert accept(second).role == Role.VIEWER


def test_what_will_not_do_leaves_the_invitation_open(di: Actor) -> None:
    _, secret = invite(di, email="new@example.com")

    with pytest.raises(Invalid) as refusal:
        accept(secret, password="short", zone="Europe/Atlantis")

    assert set(refusal.value.fields) == {"password", "zone"}
    assert accept(secret).is_active


@pytest.mark.parametrize(
    ("given", "field"),
    [({"email": "no address"}, "email"), ({"email": "ADA@example.com"}, "email"), ({"role": "emperor"}, "role")],
)
def test_an_invitation_needs_an_address_that_is_free_and_a_role(
    di: Actor, ada: Actor, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        invite(di, **{"email": "new@example.com", **given})

    assert set(refusal.value.fields) == {field}
    assert not Invitation.objects.exists()


def test_only_administrators_invite_and_revoke(di: Actor, ada: Actor) -> None:
    invitation, _ = invite(di, email="new@example.com")

    with pytest.raises(NotAllowed):
        invite(ada, email="friend@example.com")
    with pytest.raises(NotAllowed):
        revoke_invitation(ada, invitation)


def test_a_sign_in_link_works_once(di: Actor, ada: Actor) -> None:
    _, secret = make_sign_in_link(di, user_of(ada))

    assert use_sign_in_link(secret) == ada.user
    with pytest.raises(NotFound):
        use_sign_in_link(secret)


def test_a_sign_in_link_ends_after_an_hour_and_with_the_next(di: Actor, ada: Actor) -> None:
    _, first = make_sign_in_link(di, user_of(ada))
    _, second = make_sign_in_link(di, user_of(ada))

    with pytest.raises(NotFound):
        use_sign_in_link(first)
    with clock.later(timedelta(hours=1, seconds=1)), pytest.raises(NotFound):
        use_sign_in_link(second)


def test_a_sign_in_link_opens_no_disabled_account(di: Actor, ada: Actor) -> None:
    _, secret = make_sign_in_link(di, user_of(ada))
    User.objects.filter(pk=ada.user_id).update(is_active=False)

    with pytest.raises(NotFound):
        use_sign_in_link(secret)
    set_active(di, user_of(ada), is_active=True)


def test_secrets_are_kept_as_digests_and_never_told(di: Actor, ada: Actor) -> None:
    _, invited = invite(di, email="new@example.com")
    _, link = make_sign_in_link(di, user_of(ada))

    kept = (
        f"{list(Invitation.objects.values())} {list(SignInLink.objects.values())} {list(AuditEntry.objects.values())}"
    )
    assert invited not in kept
    assert link not in kept

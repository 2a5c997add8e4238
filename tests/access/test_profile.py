"""What people change about themselves: profile, password, sessions, tokens."""

from datetime import timedelta

import pytest

from afterword.access.actions.change_password import change_password
from afterword.access.actions.create_token import create_token
from afterword.access.actions.revoke_token import revoke_token
from afterword.access.actions.sign_out_everywhere import sign_out_everywhere
from afterword.access.actions.update_profile import update_profile
from afterword.access.models import AuditEntry
from afterword.core import clock
from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, User
from tests.world import user_of

OLD, NEW = "the phrase of before", "the phrase of today"
pytestmark = pytest.mark.django_db


def has_password(actor: Actor) -> User:
    user = user_of(actor)
    user.set_password(OLD)
    user.save()
    return user


def test_a_profile_changes_what_is_given_and_keeps_the_rest(ada: Actor) -> None:
    update_profile(ada, user_of(ada), zone="Asia/Shanghai", language="zh-hans")
    user = update_profile(ada, user_of(ada), name=" Ada L. ", theme="dark")

    assert (user.name, user.zone, user.language, user.theme) == ("Ada L.", "Asia/Shanghai", "zh-hans", "dark")
    assert AuditEntry.objects.get().data == {"before": "Ada"}


@pytest.mark.parametrize(
    "given", [{"name": " "}, {"name": "x" * 121}, {"zone": "Mars/Base"}, {"language": "tlh"}, {"theme": "neon"}]
)
def test_what_will_not_do_is_named(ada: Actor, given: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        update_profile(ada, user_of(ada), **given)

    assert set(refusal.value.fields) == set(given)
    assert User.objects.get(pk=ada.user_id).name == "Ada"


def test_nobody_changes_another_not_even_an_administrator_or_a_token(di: Actor, ada: Actor, robo: Actor) -> None:
    for actor, user in ((di, user_of(ada)), (robo, user_of(robo))):
        with pytest.raises(NotAllowed):
            update_profile(actor, user, name="Eve")
        with pytest.raises(NotAllowed):
            change_password(actor, user, NEW, is_proven=True)
        with pytest.raises(NotAllowed):
            sign_out_everywhere(actor, user)


def test_a_new_password_ends_the_other_sessions(ada: Actor) -> None:
    before = has_password(ada).get_session_auth_hash()

    user = change_password(ada, user_of(ada), NEW, current=OLD)

    assert user.check_password(NEW)
    assert user.get_session_auth_hash() != before
    entry = AuditEntry.objects.get(action="password.changed")
    assert NEW not in str(entry.data) + entry.object_label


@pytest.mark.parametrize(
    ("current", "new", "field"), [("guessed", NEW, "current"), ("", NEW, "current"), (OLD, "short", "password")]
)
def test_a_password_changes_only_with_the_current_one_and_for_a_good_one(
    ada: Actor, current: str, new: str, field: str
) -> None:
    has_password(ada)

    with pytest.raises(Invalid) as refusal:
        change_password(ada, user_of(ada), new, current=current)

    assert set(refusal.value.fields) == {field}
    assert User.objects.get(pk=ada.user_id).check_password(OLD)


def test_whoever_came_by_a_link_needs_no_current_password(ada: Actor) -> None:
    has_password(ada)

    assert change_password(ada, user_of(ada), NEW, is_proven=True).check_password(NEW)


def test_signing_out_everywhere_ends_every_session(ada: Actor) -> None:
    before = user_of(ada).get_session_auth_hash()

    assert sign_out_everywhere(ada, user_of(ada)).get_session_auth_hash() != before


def test_a_token_can_end_by_itself(ada: Actor) -> None:
    now = clock.now()
    token, secret = create_token(ada, user_of(ada), name="week", expires_at=now + timedelta(days=7))

    assert ApiToken.objects.opened_by(secret).get() == token
    with clock.later(timedelta(days=8)):
        assert not ApiToken.objects.opened_by(secret).exists()
    with pytest.raises(Invalid):
        create_token(ada, user_of(ada), name="past", expires_at=now)


def test_a_revoked_token_opens_nothing(ada: Actor) -> None:
    token, secret = create_token(ada, user_of(ada), name="aw")

    revoke_token(ada, token)
    revoke_token(ada, token)

    assert not ApiToken.objects.opened_by(secret).exists()
    assert AuditEntry.objects.filter(action="token.revoked").count() == 1


def test_an_administrator_takes_tokens_away_and_others_do_not_see_them(ada: Actor, bo: Actor, di: Actor) -> None:
    token, _ = create_token(ada, user_of(ada), name="aw")

    with pytest.raises((NotFound, NotAllowed)):
        revoke_token(bo, token)
    assert not ApiToken.objects.visible_to(bo).exists()
    assert revoke_token(di, token).ended_at

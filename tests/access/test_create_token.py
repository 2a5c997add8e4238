import pytest

from afterword.access.actions.create_token import create_token
from afterword.access.models import AuditEntry
from afterword.core import clock
from afterword.core.errors import Invalid, NotAllowed
from afterword.people.actor import Actor
from afterword.people.models import ApiToken
from afterword.people.secrets import digest_of

pytestmark = pytest.mark.django_db


def test_a_person_makes_a_token_whose_secret_is_not_kept(ada: Actor) -> None:
    assert ada.user
    token, secret = create_token(ada, ada.user, name="deployments")

    assert ApiToken.objects.usable(clock.now()).get(digest=digest_of(secret)) == token
    assert secret not in str(ApiToken.objects.values().get())
    entry = AuditEntry.objects.get(action="token.created")
    assert secret not in str(entry.data) + entry.object_label


def test_the_command_line_makes_one_for_anybody(ada: Actor) -> None:
    assert ada.user
    token, _ = create_token(Actor.system(), ada.user, name="aw")

    assert token.user == ada.user


def test_nobody_makes_a_token_for_somebody_else(ada: Actor, di: Actor) -> None:
    assert ada.user
    with pytest.raises(NotAllowed):
        create_token(di, ada.user, name="spy")


def test_a_token_makes_no_tokens(robo: Actor) -> None:
    assert robo.user
    with pytest.raises(NotAllowed):
        create_token(robo, robo.user, name="copy")


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_token_says_what_it_is_for(ada: Actor, name: str) -> None:
    assert ada.user
    with pytest.raises(Invalid) as refusal:
        create_token(ada, ada.user, name=name)

    assert set(refusal.value.fields) == {"name"}

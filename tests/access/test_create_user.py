import pytest

from afterword.access.actions.create_user import create_user
from afterword.access.models import AuditEntry
from afterword.core.errors import Invalid, NotAllowed
from afterword.people.actor import Actor
from afterword.people.models import Role, User

PASSWORD = "a long enough phrase"
pytestmark = pytest.mark.django_db


def test_an_administrator_makes_an_account_that_can_sign_in(di: Actor) -> None:
    user = create_user(di, email="New@Example.com", name="New", password=PASSWORD, role=Role.VIEWER)

    assert User.objects.get(email__iexact="New@Example.com").check_password(PASSWORD)
    assert (user.name, user.role) == ("New", Role.VIEWER)
    entry = AuditEntry.objects.get(action="user.created")
    assert (entry.object_id, entry.actor_label, entry.data) == (user.pk, "Di", {"role": "viewer"})


def test_without_a_password_nobody_can_sign_in_with_one(di: Actor) -> None:
    assert not create_user(di, email="link@example.com").has_usable_password()


def test_a_responder_makes_no_accounts(ada: Actor) -> None:
    with pytest.raises(NotAllowed):
        create_user(ada, email="new@example.com", password=PASSWORD)

    assert not User.objects.filter(email="new@example.com").exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": "ADA@example.com"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "1234567890123"}, "password"),
        ({"role": "emperor"}, "role"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_what_will_not_do_is_named_and_changes_nothing(
    di: Actor, ada: Actor, given: dict[str, str], field: str
) -> None:
    people = User.objects.count()

    with pytest.raises(Invalid) as refusal:
        create_user(di, **{"email": "new@example.com", "name": "New", "password": PASSWORD, **given})

    assert set(refusal.value.fields) == {field}
    assert User.objects.count() == people
    assert not AuditEntry.objects.exists()

import threading

import pytest
from django.db import connection

from afterword.access.actions.first_administrator import first_administrator
from afterword.access.models import AuditEntry
from afterword.core.errors import Invalid, NotFound
from afterword.people.actor import Actor
from afterword.people.models import Role, User

GIVEN = {"email": "di@example.com", "name": "Di", "password": "a long enough phrase", "zone": "Europe/Paris"}


@pytest.mark.django_db
def test_the_first_account_administers() -> None:
    user = first_administrator(**GIVEN)

    assert (user.role, user.zone, user.check_password(GIVEN["password"])) == (Role.ADMINISTRATOR, "Europe/Paris", True)
    assert AuditEntry.objects.get().action == "installation.started"


@pytest.mark.django_db
def test_there_is_no_second_first(cy: Actor) -> None:
    with pytest.raises(NotFound):
        first_administrator(**GIVEN)


@pytest.mark.django_db
def test_a_weak_password_makes_nobody() -> None:
    with pytest.raises(Invalid) as refusal:
        first_administrator(**GIVEN | {"password": "di"})

    assert set(refusal.value.fields) == {"password"}
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_start_at_once_one_wins() -> None:
    together, outcomes = threading.Barrier(2), []

    def start(email: str) -> None:
        together.wait()
        try:
            first_administrator(**GIVEN | {"email": email})
            outcomes.append("won")
        except NotFound:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=start, args=(f"{name}@example.com",)) for name in ("di", "ada")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["late", "won"]
    assert User.objects.count() == 1

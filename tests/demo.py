"""The demo, loaded once for a module of tests; a test has it by the name `demo`."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from afterword.people.actor import Actor
from afterword.transfer.actions.load_demo import load_demo


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo is there, loaded once for a module: what each test does to it is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(Actor.system())
        yield
        transaction.set_rollback(True)

"""One installation for each test process, on SQLite or PostgreSQL; nothing of it is left behind."""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone, translation

from tests import installation, migrated, network
from tests.services import postgres, redis
from tests.services.missing import ServiceMissing, skip_or_fail

SERVER = "TEST_POSTGRES_SERVER"  # the controller starts it, its workers share it
CONTROLLED = "PYTEST_XDIST_WORKER"

started = pytest.StashKey[postgres.Postgres]()
data_folder = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="what the tests run on")


def pytest_configure(config: pytest.Config) -> None:
    """Prepare what is shared, then each process's own; under xdist only the workers run tests."""
    worker = os.environ.get(CONTROLLED, "")
    if not worker:
        installation.forget_the_shell()
        if config.getoption("--database") == "postgresql":
            start_postgres(config)
    if worker or config.getoption("dist", "no") == "no":
        set_up(config, worker or "alone")


def set_up(config: pytest.Config, process: str) -> None:
    """Set Django up on a database and a folder of its own, before pytest-django would, and bring in the cast."""
    config.stash[data_folder] = installation.own_data_folder()
    if SERVER in os.environ:
        os.environ["DATABASE_URL"] = postgres.Postgres(os.environ[SERVER]).url_of(f"test_afterword_{process}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "afterword.site.settings"
    django.setup()
    config.pluginmanager.import_plugin("tests.cast")
    config.pluginmanager.import_plugin("tests.demo")
    network.stay_on_this_machine()


def start_postgres(config: pytest.Config) -> None:
    try:
        server = config.stash[started] = postgres.start()
    except ServiceMissing as missing:
        raise pytest.UsageError(str(missing)) from missing
    os.environ[SERVER] = server.url


def pytest_unconfigure(config: pytest.Config) -> None:
    if started in config.stash:
        config.stash[started].stop()
    if data_folder in config.stash:
        installation.remove(config.stash[data_folder])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the seeds remembered when the database is made; for that pytest-django asks the marker, not the fixture."""
    for item in items:
        if marker := item.get_closest_marker("django_db"):
            wanted = {**marker.kwargs, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(*marker.args, **wanted), append=False)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite is given a migrated database, to go with the data folder; PostgreSQL makes its own and drops it."""
    if SERVER in os.environ:
        return False
    migrated.put_migrated(Path(connection.settings_dict["NAME"]))
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    installation.test_in_place()


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hashing passwords is slow on purpose; here a hundred people sign in."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def nobodys_language_and_zone() -> None:
    """A page leaves its reader's language and zone behind in the thread; the next test starts without them."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(scope="session")
def a_redis() -> Iterator[redis.Redis]:
    """A Redis that the whole session shares; whoever stops it starts it again."""
    try:
        server = redis.start()
    except ServiceMissing as missing:
        skip_or_fail(missing)
    yield server
    server.remove()

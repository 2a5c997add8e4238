import os
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests import installation
from tests.services import postgres
from tests.services.missing import ServiceMissing, skip_or_fail


@pytest.mark.django_db
def test_the_test_database_is_the_one_a_child_process_would_open():
    if connection.vendor == "sqlite":
        assert connection.settings_dict["NAME"] == f"{os.environ['AFTERWORD_DATA']}/afterword.sqlite3"
    else:
        assert urlsplit(installation.environment()["DATABASE_URL"]).path == f"/{connection.settings_dict['NAME']}"


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for(request):
    assert connection.vendor == request.config.getoption("--database")


def test_a_redis_can_be_stopped_and_started_again(a_redis):
    assert a_redis.answers()
    if not a_redis.is_ours:
        return
    a_redis.stop()
    assert not a_redis.answers()
    a_redis.start()
    assert a_redis.answers()


def test_a_missing_service_fails_with_three_ways_to_mend_it(monkeypatch):
    monkeypatch.delenv("ALLOW_SKIP_SERVICES", raising=False)
    monkeypatch.setattr(postgres, "places", lambda: iter(()))

    with pytest.raises(ServiceMissing, match=r"\(1\).+\(2\).+\(3\).+ALLOW_SKIP_SERVICES=1") as refusal:
        postgres.programs()
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL"):
        skip_or_fail(refusal.value)


def test_a_missing_service_is_skipped_only_when_asked_and_said_aloud(monkeypatch, capsys):
    monkeypatch.setenv("ALLOW_SKIP_SERVICES", "1")

    with pytest.raises(pytest.skip.Exception):
        skip_or_fail(ServiceMissing("Redis", "a", "b", "c"))

    assert "NOT TESTED: Redis" in capsys.readouterr().err


def test_a_postgresql_of_our_own_answers_and_leaves_nothing(monkeypatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    server = postgres.start()
    try:
        with psycopg.connect(server.url) as opened:
            assert opened.execute("SELECT 1").fetchone() == (1,)
    finally:
        server.stop()
    assert server.folder is not None
    assert not server.folder.exists()

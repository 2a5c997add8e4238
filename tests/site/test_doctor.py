"""`afterword doctor`: what is wrong is said, with the way to mend it; no secret is."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from pytest_django.fixtures import Settings

from afterword.core import clock
from afterword.core.jobs.models import Job, Schedule
from afterword.core.jobs.registry import schedules
from afterword.core.search import drop
from afterword.incidents.searching import KIND
from afterword.people.actor import Actor
from afterword.runbooks.actions.start import start_runbook
from afterword.site.backup.create import LAST_BACKUP
from afterword.site.cli import main
from afterword.site.doctor import database, machine, outside, work
from afterword.site.doctor.finding import Finding, State
from tests.followups.making import a_followup
from tests.processes import AFTERWORD, free_port
from tests.site.test_cli import typed
from tests.world import an_incident


def is_bad(finding: Finding) -> bool:
    assert bool(finding.remedy) == (finding.state != State.OK)
    return finding.state != State.OK


@pytest.mark.django_db
def test_what_is_in_order_is_said_to_programs_too(di: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0

    found = {each["check"]: each["state"] for each in json.loads(capsys.readouterr().out)}
    in_order = {"python", "database", "migrations", "clock", "files", "administrator", "search index", "redis"}
    assert {found[check] for check in in_order} == {"ok"}
    assert set(found) & {"integrity", "database settings"}


def test_a_database_that_is_down_is_said_with_the_rest_and_without_secrets() -> None:
    done = typed(
        "doctor",
        DATABASE_URL=f"postgres://me:a-secret@127.0.0.1:{free_port()}/none",
        EMAIL_URL=f"smtp://me:a-secret@127.0.0.1:{free_port()}",
        REDIS_URL=f"redis://:a-secret@127.0.0.1:{free_port()}",
    )

    assert done.returncode == 1, AFTERWORD
    assert "problem  database" in done.stdout
    assert "problem  mail" in done.stdout
    assert "warning  redis" in done.stdout
    assert "ok       files" in done.stdout
    assert "a-secret" not in done.stdout + done.stderr


@pytest.mark.django_db
def test_an_absent_worker_and_given_up_jobs_are_seen(db: None) -> None:
    assert work.worker().state == State.WARNING
    schedule = Schedule.objects.create(name=next(iter(schedules())))
    assert not is_bad(work.worker())
    schedule.next_run_at = clock.now() - timedelta(hours=1)
    schedule.save()
    assert work.worker().state == State.PROBLEM

    assert not is_bad(work.jobs())
    job = Job.objects.create(task="core.test", run_at=clock.now() - timedelta(hours=1))
    assert is_bad(work.jobs())
    job.failed_at = clock.now()
    job.save()
    assert "core.test" in work.jobs().words


@pytest.mark.django_db
def test_an_index_that_misses_something_is_seen(ada: Actor) -> None:
    incident = an_incident()
    a_followup(incident)
    start_runbook(ada, "Restart it")
    Job.objects.all().delete()
    assert main(["reindex"]) == 0
    assert work.search().words == "3 incidents, reports, follow-ups and runbooks."

    drop(KIND, incident.pk)

    assert is_bad(work.search())


@pytest.mark.django_db
def test_missing_migrations_and_demo_data_among_ones_own_are_seen(ada: Actor, settings: Settings) -> None:
    assert not is_bad(database.migrations())
    incident = an_incident()
    incident.is_demo = True
    incident.save()
    settings.IS_ON_LOOPBACK = True
    assert not is_bad(work.demo())
    settings.IS_ON_LOOPBACK = False
    assert is_bad(work.demo())


def test_what_others_could_read_is_seen(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    tmp_path.chmod(0o700)
    assert not is_bad(machine.data_folder())
    tmp_path.chmod(0o755)
    assert is_bad(machine.data_folder())

    key = tmp_path / "secret_key"
    key.write_text(live_settings.SECRET_KEY)
    key.chmod(0o600)
    assert not is_bad(machine.secret_key())
    key.chmod(0o644)
    assert machine.secret_key().state == State.PROBLEM
    key.unlink()
    settings.SECRET_KEY = "short"
    assert is_bad(machine.secret_key())


def test_open_addresses_old_backups_and_broken_stores_are_seen(tmp_path: Path, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.IS_ON_LOOPBACK, settings.IS_HTTPS = True, False
    assert not is_bad(machine.addresses())
    settings.IS_ON_LOOPBACK = False
    assert is_bad(machine.addresses())
    settings.ALLOWED_HOSTS = ["*"]
    assert is_bad(machine.addresses())

    settings.DATA = tmp_path
    assert is_bad(machine.last_backup())
    (tmp_path / LAST_BACKUP).write_text(clock.now().isoformat())
    assert not is_bad(machine.last_backup())
    with clock.later(timedelta(days=3)):
        assert is_bad(machine.last_backup())

    assert not is_bad(outside.files())
    (tmp_path / "file").write_text("in the way")
    broken = {"BACKEND": "afterword.core.files.HashedFiles", "OPTIONS": {"location": str(tmp_path / "file")}}
    settings.STORAGES = {**live_settings.STORAGES, "default": broken}
    assert is_bad(outside.files())

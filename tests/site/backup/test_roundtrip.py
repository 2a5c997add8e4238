"""What is restored is what was backed up: every row, every byte, on either database."""

import hashlib
import json
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from afterword.core import files
from afterword.core.models import Counter
from afterword.followups.draft import FollowUpDraft
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.add_followup import add_followup_to_report
from afterword.postmortems.actions.create import create_report
from afterword.runbooks.actions.start import start_runbook
from afterword.site.backup.archive import Archive
from afterword.site.backup.create import back_up, back_up_to
from afterword.site.backup.manifest import Manifest
from afterword.site.backup.snapshot import snapshot
from tests.documents.writing import a_document
from tests.followups.making import a_followup
from tests.site.backup.second import Second, on_postgres, rows_on
from tests.world import a_note, a_resolved_incident, a_service, a_team, an_incident

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = bytes(range(256)) * 40
PICTURE_NAME = hashlib.sha256(PICTURE).hexdigest()


@pytest.fixture
def stations(tmp_path: Path) -> Iterator[list[Second]]:
    """Where a backup goes one after the other: where there is a PostgreSQL, to the other database and back."""
    laptop = Second(tmp_path / "laptop")
    if connection.vendor == "sqlite":
        yield [laptop]
        return
    with on_postgres(tmp_path / "team") as team:
        yield [laptop, team]


@pytest.fixture
def lived_in(ada: Actor, bo: Actor, di: Actor) -> None:
    """Something of everything that is hard to carry."""
    service = a_service("Zahlung – 支付", a_team("支付", ada, lead=bo))
    incident = an_incident("结账失败 🔥", services=(service,), summary="页面打不开。\nÄ \\ \" ' \t %s")
    a_note(incident, "回滚到 4.2")
    an_incident("Leaked key", is_private=True, commander=bo)
    a_resolved_incident()
    a_followup(incident, by=ada)
    add_followup_to_report(ada, create_report(ada, "Einführung – 上线"), FollowUpDraft("Rückweg üben"))
    start_runbook(ada, "Roll back")
    a_document(ada)
    files.keep(PICTURE)


def backed_up(file: Path) -> Manifest:
    made = back_up_to(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in file.parent.glob(".*")] == []
    return made


def test_everything_comes_back_row_by_row_and_moves_between_databases(
    lived_in: None, stations: list[Second], tmp_path: Path
) -> None:
    file = tmp_path / "backup.tar.gz"
    manifest = backed_up(file)
    for station in stations:
        printed = station.done("restore", str(file))

        assert f"{manifest.rows} rows" in printed
        assert station.rows() == rows_on("default")
        assert (station.data / "files" / PICTURE_NAME[:2] / PICTURE_NAME).read_bytes() == PICTURE
        assert station.index_size() == 7
        assert "not empty" in station.refused("restore", str(file))
        station.done("backup", str(file))  # which the next one is made of
    stations[-1].done("user", "create", "--email", "new@example.com", "--password", "a long enough phrase")


def test_what_is_written_meanwhile_is_neither_waited_for_nor_half_in_it(ada: Actor) -> None:
    an_incident("Before")
    with snapshot() as source:
        an_incident("Meanwhile")

        assert Incident.objects.using(source.alias).count() == 1
        assert Counter.objects.using(source.alias).get(name="incident").last == 1
    assert Incident.objects.count() == 2


def test_a_backup_between_writers_is_of_one_moment(ada: Actor, tmp_path: Path) -> None:
    an_incident()
    enough, wrote = threading.Event(), threading.Event()

    def keep_writing() -> None:
        try:
            while not enough.is_set():
                an_incident("Again", declared_by=ada)
                wrote.set()
        finally:
            connection.close()

    writer = threading.Thread(target=keep_writing)
    writer.start()
    assert wrote.wait(10)
    back_up_to(tmp_path / "backup.tar.gz")
    enough.set()
    writer.join()

    with (tmp_path / "backup.tar.gz").open("rb") as file:
        walked = Archive(file).walk()  # pictures of other tests may be in it too
        tables = ((name.split("/")[1], stream) for name, stream in walked if name.startswith("rows/"))
        rows = {name: list(map(json.loads, stream)) for name, stream in tables}

    incidents = rows["incidents_incident"]
    assert 1 <= len(incidents) <= Incident.objects.count()
    assert ["incident", len(incidents)] in rows["core_counter"]
    assert len({tuple(row[:2]) for row in rows["timeline_timelineentry"]}) >= len(incidents)


def test_neither_key_nor_sessions_are_in_it_unless_asked_for(ada: Actor) -> None:
    plain, full = BytesIO(), BytesIO()

    names = {member.name for member in back_up(plain).members}
    with_key = {member.name for member in back_up(full, with_secret_key=True).members}

    assert with_key - names == {"secret_key"}
    assert settings.SECRET_KEY.encode() not in plain.getvalue()

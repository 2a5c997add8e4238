from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.core.jobs.models import Job
from afterword.core.jobs.registry import task
from afterword.incidents.kinds import NoteAdded
from afterword.timeline import publish
from afterword.timeline.registry import name_of
from tests.world import a_note, an_incident


@task("probe.follow")
def probe(incident: str) -> None:
    """Only ever waits."""


@pytest.fixture(autouse=True)
def _followed(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(publish, "_followers", {})
    publish.follow("probe.follow", [name_of(NoteAdded)], delay=timedelta(seconds=5))


def waiting() -> list[Job]:
    return list(Job.objects.open().filter(task="probe.follow").order_by("id"))


def test_a_follower_waits_once_for_each_incident() -> None:
    first, second = an_incident(), an_incident()
    for incident in (first, first, second):
        a_note(incident)

    assert [job.args for job in waiting()] == [{"incident": str(first.pk)}, {"incident": str(second.pk)}]


def test_a_follower_hears_only_of_its_kinds() -> None:
    an_incident()

    assert waiting() == []


def test_a_follower_waits_as_long_as_it_asked() -> None:
    incident = an_incident()
    before = clock.now()
    a_note(incident)

    assert timedelta(seconds=5) <= waiting()[0].run_at - before < timedelta(seconds=6)

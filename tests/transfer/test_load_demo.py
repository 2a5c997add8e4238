"""The demo: what is in it, and that it says so."""

import re
from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.kinds import NoteAdded, SeverityChanged, UpdatePosted
from afterword.incidents.metrics import metrics_of
from afterword.incidents.models import Incident, Service, Severity
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from afterword.postmortems.export import to_markdown
from afterword.postmortems.models import Postmortem
from afterword.transfer.actions.load_demo import FILES, FOLDER, load_demo
from afterword.transfer.demo.outage import REPORT, sections
from tests.world import utc

pytestmark = pytest.mark.django_db


def the_outage() -> Incident:
    return Incident.objects.get(source_key="afterword-demo:sign-in-outage")


def test_all_incidents_of_the_files_and_all_stories_are_there(demo: None) -> None:
    by_source = Incident.objects.filter(source_key__startswith="jenkins-infra/status:").count()
    stories = Incident.objects.filter(source_key__startswith="afterword-demo:").count()

    assert (by_source, stories) == (63, 5)
    assert Incident.objects.count() == 63 + 29 + 16 + 5
    assert Incident.objects.filter(timeline__kind="note.added").distinct().count() >= 29 + 16 + 5 - 4


def test_everything_is_marked_as_demo(demo: None) -> None:
    for model in (Incident, Postmortem, User, Team, Service):
        rows = model._default_manager.all()
        assert rows.exists()
        assert not rows.filter(is_demo=False).exists(), model


def test_loading_again_adds_nothing(demo: None) -> None:
    counts = [model._default_manager.count() for model in (Incident, Postmortem, User, Team, Service)]
    tally = load_demo(Actor.system())

    assert tally.imported == 0
    assert [model._default_manager.count() for model in (Incident, Postmortem, User, Team, Service)] == counts


def test_higher_numbers_are_newer(demo: None) -> None:
    declared = list(Incident.objects.order_by("number").values_list("declared_at", flat=True))

    assert declared == sorted(declared)


def test_nobody_of_the_cast_has_a_password(demo: None) -> None:
    assert {user.name for user in User.objects.all()} == {"Ada", "Bo", "Cy", "Di"}
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_the_outage_has_the_times_of_the_worked_example(demo: None) -> None:
    outage = the_outage()
    metrics = {metric.key: metric.seconds for metric in metrics_of(outage, outage.impacts.all(), clock.now())}

    assert metrics["impact_duration"] == 30 * 60
    assert metrics["time_to_acknowledge"] == 2 * 60
    assert (metrics["time_to_detect"] or 99) <= 60
    assert (outage.started_at, outage.zone) == (utc("2026-02-03 09:36"), "Europe/Berlin")
    escalation = outage.timeline.of_kind(NoteAdded).get(data__text__startswith="Escalated")
    assert escalation.occurred_at - (outage.detected_at or outage.started_at) == timedelta(minutes=10)
    assert outage.timeline.of_kind(SeverityChanged).count() == 1
    assert outage.timeline.of_kind(UpdatePosted).count() == 3


def test_its_report_is_finished_and_answers_everything(demo: None) -> None:
    report = Postmortem.objects.get(incidents=the_outage())
    markdown = to_markdown(report)

    for fact in ("45 %", "18,000", "1,200", "30 min", "Ten minutes after the alert", "8 minutes", "CET", "Due"):
        assert fact in markdown
    own_words = re.sub(r"<!-- block.*?<!-- /block -->", "", markdown, flags=re.DOTALL)
    assert not re.search(r"^\*[^*].*\?\*$", own_words, flags=re.MULTILINE), "a question was left open"
    assert "UTC" not in own_words
    assert report.created_at - (the_outage().resolved_at or clock.now()) < timedelta(hours=48)
    assert set(sections(REPORT.read_text())) == {"root-cause", "impact", "actions", "lessons"}


def test_something_is_going_on_right_now(demo: None) -> None:
    burning = Incident.objects.get(status__category="active")
    stable = Incident.objects.get(status__category="stable")

    assert (burning.severity.name, stable.severity.name) == ("SEV-2", "SEV-3")
    assert clock.now() - burning.started_at < timedelta(minutes=20)
    assert burning.impacts.filter(ended_at=None).exists()
    assert burning.update_due_at
    assert burning.update_due_at > clock.now()
    assert not stable.impacts.filter(ended_at=None).exists()


def test_one_is_a_test_and_one_is_in_chinese(demo: None) -> None:
    assert Incident.objects.get(is_test=True).title.startswith("[TEST]")
    report = Postmortem.objects.get(language="zh-hans")
    assert "## 概览" in to_markdown(report)


def test_rows_that_contradict_themselves_say_so(demo: None) -> None:
    warned = Incident.objects.filter(timeline__data__text__startswith="The source says that it started on")

    assert warned.count() == 3


def test_the_rest_of_the_product_works_on_it(demo: None) -> None:
    bo = Actor.person(User.objects.get(name="Bo"))
    outage = set_severity(bo, the_outage(), Severity.objects.get(name="SEV-0"))

    assert outage.highest_severity.name == "SEV-0"


def test_the_carried_files_name_no_people_and_no_machines() -> None:
    texts = [(FOLDER / name).read_text(encoding="utf-8") for name in (*FILES, "outage-report.md", "SOURCES.md")]

    for text in texts:
        assert not re.search(r"[\w.+-]+@[\w-]+\.(com|org|io|net)\b", text)
        assert not re.search(r"(?<![\w/])@(?!responder-\d)[a-z][\w-]{3,}", text.replace("@jenkins-infra", ""))

import re
from datetime import date, timedelta

import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.declare import ImpactDraft, Times
from afterword.incidents.actions.describe import set_root_cause
from afterword.incidents.actions.flag_entry import flag_entry
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.export import to_markdown
from afterword.postmortems.kinds import PostmortemStarted
from afterword.postmortems.models import Postmortem, State
from tests.followups.making import a_followup
from tests.world import a_note, a_resolved_incident, a_service, an_incident, sev, user_of, utc


def an_outage(ada: Actor) -> Incident:
    """Half an hour of failing sign-ins, told with everything a report can use."""
    incident = an_incident(
        "Sign-in fails",
        commander=ada,
        severity=sev(1),
        services=(a_service("Accounts"),),
        impact=ImpactDraft("Nobody can sign in", utc("2026-03-02 10:36"), utc("2026-03-02 11:06")),
        times=Times(
            started_at=utc("2026-03-02 10:36"),
            detected_at=utc("2026-03-02 10:37"),
            declared_at=utc("2026-03-02 10:38"),
            resolved_at=utc("2026-03-02 11:06"),
        ),
        zone="Europe/Berlin",
    )
    note = a_note(incident, "Rolled back the **load balancer**", by=ada, at=utc("2026-03-02 10:50"))
    flag_entry(ada, incident, note.number, is_important=True)
    a_note(incident, "Looked at the weather", by=ada, at=utc("2026-03-02 10:41"))
    set_root_cause(ada, incident, "A routing rule pointed to an upstream that does not exist.")
    add_link(ada, incident, url="https://wiki.example.com/lb", title="How we route", kind="runbook")
    return incident


def test_the_draft_writes_its_own_facts(ada: Actor) -> None:
    markdown = to_markdown(start(ada, [an_outage(ada)], template_key="one-pager", language="en"))

    for fact in (
        "“Sign-in fails” (INC-1) started on 2 March 2026, 11:36 CET.",
        "It was detected after 1 min.",
        "It was over after 30 min",
        "The highest severity was SEV-1.",
        "Users were affected for 30 min in all.",
        "A routing rule pointed to an upstream that does not exist.",
        "[How we route](https://wiki.example.com/lb)",
        "**11:50** Ada: Rolled back the **load balancer**",
        "Accounts",
    ):
        assert fact in markdown


def test_what_is_not_known_is_asked_and_never_left_as_a_blank(ada: Actor) -> None:
    words = to_markdown(start(ada, [a_resolved_incident(by=ada)], language="en"))

    assert "Who was affected, how many, where, and what did they see?" in words
    assert "What made this possible?" in words
    assert "___" not in words


def test_the_timeline_tells_only_what_is_important_unless_all_is_asked_for(ada: Actor, bo: Actor) -> None:
    some = to_markdown(start(ada, [an_outage(ada)], language="en"))
    every = to_markdown(start(bo, [an_outage(bo)], choice="all", language="en"))

    assert "Looked at the weather" not in some
    assert "Looked at the weather" in every


def test_a_chinese_reader_gets_a_chinese_draft(ada: Actor) -> None:
    postmortem = start(ada, [an_outage(ada)], template_key="one-pager", language="zh-hans")

    assert postmortem.language == "zh-hans"
    markdown = to_markdown(postmortem)
    assert "## 时间线" in markdown
    written = (
        "Sign-in fails, Nobody can sign in, Rolled back the load balancer, Accounts, How we route, Ada, "
        "A routing rule pointed to an upstream that does not exist, INC, SEV, CET, Markdown"
    )
    ours = re.sub(r"\(http\S+|<!--.*?-->|\{#\S+\}", "", markdown.split("\n# ")[1])
    assert set(re.findall("[A-Za-z]+", ours)) <= set(re.findall("[A-Za-z]+", written))


def test_the_incident_tells_of_its_report(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)

    postmortem = start(ada, [incident])

    entry = incident.timeline.of_kind(PostmortemStarted).get()
    assert entry.sentence() == f"started the postmortem PM-{postmortem.number}"
    assert postmortem.state == State.DRAFT
    assert postmortem.title == incident.title


def test_text_nested_beyond_reading_is_told_as_it_was_typed(ada: Actor) -> None:
    abyss = ">" * 300 + " help"
    incident = a_resolved_incident(by=ada)
    set_root_cause(ada, incident, abyss)
    a_note(incident, abyss, by=ada)

    assert to_markdown(start(ada, [incident], choice="all")).count(abyss) == 2


def test_the_timeline_of_one_incident_does_not_tell_the_title_of_another(ada: Actor) -> None:
    hidden = a_resolved_incident("Payroll of everyone was readable", by=ada)
    open_to_all = a_resolved_incident("Sign-in failed", by=ada)
    set_privacy(ada, hidden, is_private=True)

    postmortem = start(ada, [hidden, open_to_all])

    data = open_to_all.timeline.of_kind(PostmortemStarted).get().data
    assert data == {"postmortem": {"id": str(postmortem.pk), "name": postmortem.reference}, "number": postmortem.number}


def test_asked_again_the_existing_report_is_opened(ada: Actor, bo: Actor) -> None:
    incident = a_resolved_incident(by=ada)

    first = start(ada, [incident])

    assert start(bo, [incident]) == first
    assert Postmortem.objects.count() == 1
    assert incident.timeline.of_kind(PostmortemStarted).count() == 1


def test_an_open_incident_has_to_end_first(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Conflict, match="still open"):
        start(ada, [incident])

    assert not Postmortem.objects.exists()


def test_several_incidents_make_one_report_and_overlapping_time_counts_once(ada: Actor) -> None:
    times = {"started_at": utc("2026-03-02 10:00"), "resolved_at": utc("2026-03-02 11:00")}
    one = an_incident("Search is slow", commander=ada, times=Times(**times))
    later = {name: at + timedelta(minutes=30) for name, at in times.items()}
    two = an_incident("Search is empty", commander=ada, times=Times(**later))

    markdown = to_markdown(start(ada, [one, two], template_key="one-pager", language="en"))

    assert "Together the incidents lasted 1 h 30 min" in markdown
    assert f"INC-{two.number} · " in markdown


def test_an_incident_is_in_one_report_only(ada: Actor) -> None:
    one, two = a_resolved_incident(by=ada), a_resolved_incident(by=ada)
    start(ada, [two])

    with pytest.raises(Conflict, match="another report"):
        start(ada, [one, two])


def test_a_report_with_a_private_incident_is_nobody_elses(ada: Actor, bo: Actor) -> None:
    open_one = a_resolved_incident(by=ada)
    private = an_incident(
        "Key leaked", commander=ada, is_private=True, times=Times(resolved_at=utc("2026-03-02 10:00"))
    )
    postmortem = start(ada, [open_one, private])

    assert not Postmortem.objects.visible_to(bo).filter(pk=postmortem.pk).exists()
    with pytest.raises(Conflict, match="not shared with you"):
        start(bo, [open_one])


def test_an_outsider_may_not_start_one_and_finds_no_private_one(ada: Actor, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        start(cy, [a_resolved_incident(by=ada)])
    private = an_incident(
        "Key leaked", commander=ada, is_private=True, times=Times(resolved_at=utc("2026-03-02 10:00"))
    )
    with pytest.raises((NotFound, NotAllowed)):
        start(cy, [private])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"template_key": "no-such"}, "template"),
        ({"choice": "some"}, "timeline"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"title": "x" * 257}, "title"),
    ],
)
def test_bad_input_says_which_field_and_starts_nothing(ada: Actor, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        start(ada, [a_resolved_incident(by=ada)], **wrong)

    assert list(refused.value.fields) == [field]
    assert not Postmortem.objects.exists()


def test_markup_in_a_note_stays_words(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    add_note(ada, incident, "<script>alert(1)</script> & <b>bold</b>", is_important=True)

    markdown = to_markdown(start(ada, [incident]))

    assert "alert(1)" in markdown


def test_one_estimated_start_among_several_incidents_leaves_only_its_own_cell_open(ada: Actor) -> None:
    both = [a_resolved_incident(by=ada), an_outage(ada)]
    markdown = to_markdown(start(ada, both, template_key="one-pager", language="en"))

    assert "| Time to detect | not recorded | 1 min |" in markdown


def test_its_follow_ups_are_told_with_who_and_when(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    a_followup(incident, "Alert on slow payments", owner=user_of(ada), due_on=date(2026, 3, 6))

    told = to_markdown(start(ada, [incident], language="en"))

    assert "[Alert on slow payments](" in told
    assert "| P1 | Ada | 2026-03-06 | ⚪ Not started |" in told

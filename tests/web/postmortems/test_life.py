"""The life of a report in the browser."""

import re
from collections.abc import Callable

from django.test import Client

from afterword.incidents.actions.set_privacy import set_privacy
from afterword.people.actor import Actor
from afterword.postmortems.actions.approve import approve
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.models import Postmortem, State
from tests.postmortems.reporting import a_report, a_report_in_review, reviews_are_needed
from tests.world import a_note, a_resolved_incident, user_of

ClientOf = Callable[[Actor | None], Client]


def state_of(report: Postmortem) -> str:
    return Postmortem.objects.get(pk=report.pk).state


def words_at(browser: Client, url: str) -> str:
    """What the page says, in one line."""
    text = re.sub(r"<[^>]+>", " ", browser.get(url).content.decode())
    return " ".join(text.split())


def test_from_draft_over_review_to_published_and_back(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    report = a_report(by=ada)
    hers, his = client_of(ada), client_of(bo)

    assert hers.post(f"{report.url}/review", {"technical": [user_of(bo).pk]}).status_code == 303
    assert state_of(report) == State.IN_REVIEW
    assert "Awaited: Technical reviewer" in words_at(hers, report.url)
    his.post(f"{report.url}/approval", {"role": "technical", "comment": "Reads well"})
    assert state_of(report) == State.APPROVED
    assert "Reads well" in words_at(hers, report.url)
    hers.post(f"{report.url}/publication")
    assert state_of(report) == State.PUBLISHED
    assert "Text and facts are as they were then" in words_at(hers, report.url)
    refused = hers.post(f"{report.url}/draft", {"reason": ""})
    assert refused.status_code == 422
    hers.post(f"{report.url}/draft", {"reason": "The times were wrong"})
    assert state_of(report) == State.DRAFT


def test_a_review_without_a_reader_is_refused_in_the_form(client_of: ClientOf, ada: Actor) -> None:
    refused = client_of(ada).post(f"{a_report(by=ada).url}/review", {"message": "Please"})

    assert refused.status_code == 422
    assert "at least one person" in refused.content.decode()
    assert "Please" in refused.content.decode()


def test_publishing_says_what_is_missing(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    reviews_are_needed(di, "manager")
    report = a_report(by=ada)

    refused = client_of(ada).post(f"{report.url}/publication")

    assert refused.status_code == 409
    assert "It still needs the approval of: Manager." in refused.content.decode()
    assert f'href="{report.url}/review"' in client_of(ada).get(report.url).content.decode()


def test_an_edit_after_the_approval_is_shown_beside_it(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    report = a_report_in_review(by=ada, reader=bo)
    approve(bo, report, "technical")
    edit_section(ada, report, "lessons", "## What we learned\n\nTest more.", base=report.document.head)

    assert "edited since" in words_at(client_of(ada), report.url)


def test_a_published_report_shows_what_was_published_and_where_facts_changed(client_of: ClientOf, ada: Actor) -> None:
    report = a_report(by=ada)
    note = a_note(report.incidents.get(), "Rolled back to 4.2", by=ada)
    note.is_important = True
    note.save(update_fields=["is_important"])
    publish(ada, report)
    assert "Facts have changed" not in words_at(client_of(ada), report.url)

    late = a_note(report.incidents.get(), "Found a second cause", by=ada)
    late.is_important = True
    late.save(update_fields=["is_important"])

    words = words_at(client_of(ada), report.url)
    assert "Facts have changed since in: Timeline" in words
    assert "Rolled back to 4.2" in words
    assert "Found a second cause" not in words
    assert "Edit “" not in words


def test_a_published_report_refuses_the_section_form_with_the_way_on(client_of: ClientOf, ada: Actor) -> None:
    report = publish(ada, a_report(by=ada))

    refused = client_of(ada).get(f"{report.url}/sections/lessons")

    assert refused.status_code == 409
    assert "back to draft" in refused.content.decode()


def test_old_revisions_stay_readable_and_can_be_brought_back(client_of: ClientOf, ada: Actor) -> None:
    report, browser = a_report(by=ada), client_of(ada)
    browser.post(f"{report.url}/revisions/new", {"name": "Before the review"})
    edit_section(ada, report, "lessons", "## What we learned\n\nTest more.", base=report.document.head)

    assert "Before the review" in words_at(browser, f"{report.url}/revisions")
    assert "Test more." not in words_at(browser, f"{report.url}/revisions/1")
    assert "Test more." not in browser.get(f"{report.url}/revisions/1.md").content.decode()
    browser.post(f"{report.url}/revisions/1/restoration")
    assert "Test more." not in words_at(browser, report.url)
    assert browser.get(f"{report.url}/revisions/99").status_code == 404


def test_deleting_asks_first_and_leads_to_the_list(client_of: ClientOf, ada: Actor) -> None:
    report, browser = a_report(by=ada), client_of(ada)

    assert "Nobody can bring it back" in words_at(browser, f"{report.url}/deletion")
    done = browser.post(f"{report.url}/deletion")

    assert done["Location"] == "/postmortems"
    assert browser.get(report.url).status_code == 404


def test_owner_and_dates_are_set_in_one_form(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    report = a_report(by=ada)

    client_of(ada).post(f"{report.url}/facts", {"owner": user_of(bo).pk, "team": "", "review_on": "2026-05-04"})

    report.refresh_from_db()
    assert report.owner == bo.user
    assert str(report.review_on) == "2026-05-04"


def test_a_report_without_an_incident_gets_one_later(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)
    answers = {"title": "Launch", "template_key": "retrospective", "zone": "UTC", "language": "en"}

    made = browser.post("/postmortems/new", answers)
    report = Postmortem.objects.get()
    incident = a_resolved_incident(by=ada)

    assert made["Location"] == report.url
    assert "It covers no incident" in words_at(browser, report.url)
    browser.post(f"{report.url}/incidents", {"incident": incident.number})
    assert incident.reference in words_at(browser, report.url)
    browser.post(f"{report.url}/incidents/{incident.number}/end")
    assert not report.incidents.exists()


def test_the_rules_of_review_are_set_by_administrators(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    client_of(di).post("/settings/review", {"required_roles": ["manager"]})

    assert "checked" in client_of(di).get("/settings/review").content.decode()
    assert client_of(ada).get("/settings/review").status_code == 403


def test_a_report_is_gone_for_others_once_its_incident_is_private(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    report = publish(ada, a_report("Payroll was readable", by=ada))
    set_privacy(ada, report.incidents.get(), is_private=True)

    for path in ("", ".md", "/revisions", "/revisions/1", "/revisions/1.md"):
        assert client_of(bo).get(f"{report.url}{path}").status_code == 404
    for path in ("/", "/postmortems", "/search?q=Payroll"):
        assert "Payroll was readable" not in client_of(bo).get(path).content.decode()


def test_home_shows_what_waits_for_ones_review_until_one_approves(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    report = a_report_in_review("Search was down", by=ada, reader=bo)

    assert "Reviews waiting for you PM-1 Search was down" in words_at(client_of(bo), "/")
    assert "Reviews waiting for you" not in words_at(client_of(ada), "/")
    approve(bo, report, "technical")
    assert "Reviews waiting for you" not in words_at(client_of(bo), "/")


def test_what_was_edited_while_it_was_read_is_not_approved(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    report = a_report_in_review(by=ada, reader=bo)
    his = client_of(bo)
    shown = re.search(r'href="(/postmortems/\d+/approval\?head=\d+)"', his.get(report.url).content.decode())
    assert shown
    form = {"role": "technical", "head": shown[1].partition("=")[2]}
    assert f'name="head" value="{form["head"]}"' in his.get(shown[1]).content.decode()
    edit_section(ada, report, "lessons", "## What we learned\n\nTest more.", base=report.document.head)

    refused = his.post(shown[1], form)

    assert refused.status_code == 409
    assert "The text was edited while you read it." in refused.content.decode()
    assert state_of(report) == State.IN_REVIEW
    report.document.refresh_from_db()
    his.post(shown[1], form | {"head": report.document.head})
    assert state_of(report) == State.APPROVED


def test_readers_see_why_they_were_asked_and_by_whom(client_of: ClientOf, ada: Actor, bo: Actor, di: Actor) -> None:
    report = a_report(by=ada)
    client_of(ada).post(f"{report.url}/review", {"technical": [user_of(bo).pk], "message": "Are the times right?"})
    client_of(di).post(f"{report.url}/review", {"manager": [user_of(di).pk], "message": "And the costs?"})

    words = words_at(client_of(bo), report.url)

    assert "Ada: Are the times right?" in words
    assert "Di: And the costs?" in words

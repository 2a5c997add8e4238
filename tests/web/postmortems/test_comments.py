"""Comments and requests for sections, as pages and on the way home."""

from collections.abc import Callable

import pytest
from django.test import Client

from afterword.people.actor import Actor
from afterword.postmortems.actions.comments import answer, start_thread
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.section_requests import Wanted, ask_for_section
from afterword.postmortems.models import Postmortem
from tests.postmortems.reporting import a_report
from tests.world import user_of

ClientOf = Callable[[Actor | None], Client]


@pytest.fixture
def report(ada: Actor) -> Postmortem:
    return a_report(by=ada)


def test_a_comment_is_written_read_at_home_and_answered(
    client_of: ClientOf, report: Postmortem, bo: Actor, cy: Actor
) -> None:
    said = {"text": "<script>@Bo</script> @Bo, why?"}
    sent = client_of(cy).post(f"{report.url}/comments/new?section=overview&quote=errors", said)
    assert (sent.status_code, sent["Location"]) == (303, report.url)

    page = client_of(cy).get(report.url).content.decode()
    assert 'data-thread="1"' in page
    assert '<span class="mention">@Bo</span>' in page
    assert "<script>@" not in page
    home = client_of(bo).get("/").content.decode()
    assert f'href="{report.url}#thread-1"' in home
    form = client_of(bo).get(f"{report.url}/comments/1/answers").content.decode()
    assert "errors" in form
    client_of(bo).post(f"{report.url}/comments/1/answers", {"text": "Because."})
    assert "Comments for you" not in client_of(bo).get("/").content.decode()
    assert "Because." in client_of(cy).get("/").content.decode()
    client_of(cy).post(f"{report.url}/comments/1/reading?from=home")
    assert "Because." not in client_of(cy).get("/").content.decode()


def test_a_name_never_breaks_out_of_an_address(client_of: ClientOf, report: Postmortem, ada: Actor) -> None:
    start_thread(ada, report, "[x](https://example.com/@Bo) @Bo")

    page = client_of(ada).get(report.url).content.decode()

    assert 'href="https://example.com/@Bo"' in page


def test_resolved_ones_leave_the_report_and_stay_on_their_page(
    client_of: ClientOf, report: Postmortem, ada: Actor
) -> None:
    start_thread(ada, report, "Look at this")
    browser = client_of(ada)

    browser.post(f"{report.url}/comments/1/resolution")

    assert "Look at this" not in browser.get(report.url).content.decode()
    assert "Look at this" not in browser.get(f"{report.url}/comments").content.decode()
    for show in ("resolved", "all"):
        assert "Look at this" in browser.get(f"{report.url}/comments?show={show}").content.decode()
    browser.post(f"{report.url}/comments/1/reopening?from=comments")
    assert "Look at this" in browser.get(report.url).content.decode()
    assert browser.post(f"{report.url}/comments/1/nonsense").status_code == 404
    assert browser.post(f"{report.url}/comments/7/resolution").status_code == 404


def test_those_concerning_me(client_of: ClientOf, report: Postmortem, ada: Actor, bo: Actor, cy: Actor) -> None:
    start_thread(ada, report, "One for @Cy")
    start_thread(ada, report, "One for nobody")
    start_thread(ada, report, "One answered")
    answer(cy, report, 3, "Yes")

    page = client_of(cy).get(f"{report.url}/comments?mine=1").content.decode()

    assert "One answered" in page
    assert "One for nobody" not in page
    assert "Such" not in client_of(bo).get(f"{report.url}/comments?mine=1").content.decode()


def test_a_refusal_keeps_what_was_typed(client_of: ClientOf, report: Postmortem, ada: Actor) -> None:
    start_thread(ada, report, "One")
    comment = report.threads.get().comments.get()

    refused = client_of(ada).post(f"{report.url}/comments/new?start=AAAA", {"text": "Here"})

    assert refused.status_code == 422
    assert "Here" in refused.content.decode()
    assert client_of(ada).post(f"{report.url}/comments/1/{comment.pk}", {"text": ""}).status_code == 422
    assert client_of(ada).post(f"{report.url}/comments/1/{comment.pk}", {"text": "Two"}).status_code == 303
    assert client_of(ada).post(f"{report.url}/comments/1/{comment.pk}/end").status_code == 303
    assert not report.threads.exists()


@pytest.mark.usefixtures("bo", "robo")
def test_names_are_offered_to_whoever_may_comment(client_of: ClientOf, report: Postmortem, cy: Actor) -> None:
    assert client_of(cy).get(f"{report.url}/readers?q=b").json() == {"names": ["Bo", "Robo"]}


def test_a_section_is_asked_for_and_ticked_among_the_tasks(
    client_of: ClientOf, report: Postmortem, ada: Actor, bo: Actor
) -> None:
    sent = client_of(ada).post(
        f"{report.url}/sections/overview/request",
        {"person": user_of(bo).pk, "due_on": "2030-05-04", "message": "Please"},
    )
    assert sent.status_code == 303
    (asked,) = report.section_requests.all()
    page = client_of(bo).get(report.url).content.decode()
    assert "Asked for" in page
    home = client_of(bo).get("/").content.decode()
    assert "Write “Overview”" in home

    client_of(bo).post(f"/my/sections/{asked.pk}/completion")

    assert "Write “Overview”" not in client_of(bo).get("/").content.decode()
    assert "Write “Overview”" in client_of(bo).get("/my/tasks").content.decode()  # to open it again
    client_of(bo).post(f"/my/sections/{asked.pk}/reopening")
    client_of(ada).post(f"{report.url}/requests/{asked.pk}/end")
    assert not report.section_requests.exists()
    assert client_of(bo).post(f"/my/sections/{asked.pk}/completion").status_code == 404


def test_published_reports_ask_for_nothing_more(client_of: ClientOf, report: Postmortem, ada: Actor, bo: Actor) -> None:
    ask_for_section(ada, report, Wanted("overview", user_of(bo)))
    publish(ada, report)

    assert "Write “Overview”" not in client_of(bo).get("/").content.decode()
    assert client_of(ada).get(f"{report.url}/sections/gone/request").status_code in {404, 409}

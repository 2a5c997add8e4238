from collections.abc import Callable

from django.test import Client

from afterword.people.actor import Actor
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from tests.world import a_resolved_incident, an_incident

ClientOf = Callable[[Actor | None], Client]


def test_one_click_makes_the_draft_and_opens_it(client_of: ClientOf, ada: Actor) -> None:
    incident = a_resolved_incident("Search was down", by=ada)
    answers = {"template_key": "one-pager", "choice": "important", "zone": "Europe/Berlin", "language": "en"}

    page = client_of(ada).get(f"{incident.url}/postmortem/new")
    done = client_of(ada).post(f"{incident.url}/postmortem/new", answers, follow=True)

    assert page.status_code == 200
    assert done.redirect_chain == [("/postmortems/1", 302)]
    assert "Search was down" in done.content.decode()
    assert "What we learned" in done.content.decode()


def test_asked_again_the_dialog_leads_to_the_report(client_of: ClientOf, ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    report = start(ada, [incident])

    assert client_of(ada).get(f"{incident.url}/postmortem/new")["Location"] == report.url


def test_an_open_incident_says_what_to_do_first(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    answers = {"template_key": "one-pager", "choice": "all", "zone": "UTC", "language": "en"}

    refused = client_of(ada).post(f"{incident.url}/postmortem/new", answers)

    assert refused.status_code == 409
    assert "Resolve it first" in refused.content.decode()


def test_an_outsider_finds_no_report_on_a_private_incident(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    report = start(ada, [incident])
    incident.is_private = True
    incident.save()

    for path in ("", ".md", "/title", "/sections/lessons"):
        assert client_of(cy).get(f"{report.url}{path}").status_code == 404
    assert report.title not in client_of(cy).get("/postmortems").content.decode()


def test_markdown_is_a_download_with_front_matter(client_of: ClientOf, ada: Actor) -> None:
    report = start(ada, [a_resolved_incident(by=ada)])

    file = client_of(ada).get(f"{report.url}.md")

    assert file["Content-Type"] == "text/markdown; charset=utf-8"
    assert 'filename="pm-1.md"' in file["Content-Disposition"]
    assert file.content.decode().startswith("---\ntitle:")


def test_a_section_form_saves_and_returns_to_the_section(client_of: ClientOf, ada: Actor) -> None:
    report = start(ada, [a_resolved_incident(by=ada)], language="en")
    url = f"{report.url}/sections/lessons"
    form = client_of(ada).get(url)

    saved = client_of(ada).post(url, {"markdown": "## What we learned\n\n<script>x</script> Test more.", "base": "1"})

    assert "## Lessons learned" in form.content.decode()
    assert saved["Location"] == f"{report.url}#lessons"
    page = client_of(ada).get(report.url).content.decode()
    assert "Test more." in page
    assert "<script>x" not in page


def test_a_section_that_is_gone_says_so(client_of: ClientOf, ada: Actor) -> None:
    report = start(ada, [a_resolved_incident(by=ada)])

    assert client_of(ada).get(f"{report.url}/sections/no-such").status_code == 404


def test_what_was_typed_into_a_section_that_somebody_removed_is_shown_again(client_of: ClientOf, ada: Actor) -> None:
    report = start(ada, [a_resolved_incident(by=ada)], language="en")
    edit_section(ada, report, "impact", "", base=1)

    refused = client_of(ada).post(
        f"{report.url}/sections/impact", {"markdown": "## Impact\n\nForty people", "base": "1"}
    )

    assert refused.status_code == 409
    assert "Forty people" in refused.content.decode()
    assert "no longer there" in refused.content.decode()


def test_who_saves_after_others_is_told_to_read_it_once_more(client_of: ClientOf, ada: Actor) -> None:
    report = start(ada, [a_resolved_incident(by=ada)], language="en")
    url = f"{report.url}/sections/impact"

    alone = client_of(ada).post(url, {"markdown": "## Impact\n\nForty people.", "base": "1"}, follow=True)
    later = client_of(ada).post(url, {"markdown": "## Impact\n\nTen shops.", "base": "1"}, follow=True)

    assert "Others wrote" not in alone.content.decode()
    assert "Others wrote" in later.content.decode()
    assert "Forty people." in later.content.decode()
    assert "Ten shops." in later.content.decode()


def test_an_empty_list_says_what_to_do_next(client_of: ClientOf, ada: Actor) -> None:
    assert "Write postmortem" in client_of(ada).get("/postmortems").content.decode()


def test_the_list_costs_the_same_for_one_report_and_for_twenty(
    client_of: ClientOf, ada: Actor, django_assert_max_num_queries: Callable[..., object]
) -> None:
    browser = client_of(ada)
    for _ in range(20):
        start(ada, [a_resolved_incident(by=ada)])
    assert Postmortem.objects.count() == 20

    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        browser.get("/postmortems")

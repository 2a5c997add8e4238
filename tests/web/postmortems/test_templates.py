"""The pages of report templates."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from afterword.people.actor import Actor
from afterword.postmortems.actions.templates import replace_template
from afterword.postmortems.models import OwnTemplate
from tests.postmortems.test_executive_summary import a_told_outage
from tests.world import a_resolved_incident

ClientOf = Callable[[Actor | None], Client]
LIST = "/settings/templates"


def test_all_are_listed_and_each_shows_a_draft_with_a_real_incident(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    incident = a_told_outage(ada)
    replace_template(di, "ours", "en", "# Our review\n\n## Facts of {{INCIDENT_ID}} {#facts}\n\n{{WEATHER}}\n")
    browser = client_of(di)

    page = browser.get(LIST).content.decode()
    assert "Our review" in page
    assert "Full postmortem" in page
    shown = browser.get(f"{LIST}/ours/en").content.decode()
    assert f"Facts of {incident.reference}" in shown
    assert "nothing is called {{WEATHER}}" in shown
    assert "Copy" in browser.get(f"{LIST}/incident/zh-hans").content.decode()


def test_a_built_in_one_is_copied_changed_downloaded_and_retired(client_of: ClientOf, di: Actor) -> None:
    browser = client_of(di)
    assert "executive-summary" in browser.get(f"{LIST}/new?from=incident&language=en").content.decode()

    made = browser.post(f"{LIST}/new", {"key": "ours", "language": "en", "text": "# Ours\n"})
    assert made["Location"] == f"{LIST}/ours/en"
    browser.post(f"{LIST}/ours/en/text", {"text": "# Ours, changed\n"})
    assert browser.get(f"{LIST}/ours/en.md").content.decode() == "# Ours, changed\n"
    browser.post(f"{LIST}/ours/en/retirement")

    assert browser.get(f"{LIST}/ours/en").status_code == 404
    assert OwnTemplate.objects.get().retired_at


def test_an_uploaded_file_is_shown_as_understood_and_kept_only_when_saved(client_of: ClientOf, di: Actor) -> None:
    browser = client_of(di)
    file = SimpleUploadedFile("theirs.md", b"## Timeline\n\n## Owner\n\nName: ____\n")

    page = browser.post(f"{LIST}/upload", {"file": file})

    assert "1 blocks" in page.content.decode() or "2 sections" in page.content.decode()
    assert "&lt;!-- guide: Name --&gt;" in page.content.decode()
    assert not OwnTemplate.objects.exists()


def test_a_saved_page_is_understood_as_the_template_that_it_shows(client_of: ClientOf, di: Actor) -> None:
    file = SimpleUploadedFile("theirs.html", b"<h2>Timeline</h2><h2>Owner</h2><p>Name: ____</p>")

    page = client_of(di).post(f"{LIST}/upload", {"file": file})

    assert "&lt;!-- guide: Name --&gt;" in page.content.decode()


def test_a_file_that_is_no_text_is_refused_in_a_sentence(client_of: ClientOf, di: Actor) -> None:
    picture = SimpleUploadedFile("theirs.md", b"\x89PNG\r\n\x1a\n\0\0")

    page = client_of(di).post(f"{LIST}/upload", {"file": picture})

    assert page.status_code == 422
    assert "not a Markdown text" in page.content.decode()


def test_what_can_not_be_read_keeps_what_was_typed(client_of: ClientOf, di: Actor) -> None:
    page = client_of(di).post(f"{LIST}/new", {"key": "incident", "language": "en", "text": "# Ours\n"})

    assert page.status_code == 422
    assert "comes with Afterword" in page.content.decode()
    assert "# Ours" in page.content.decode()


def test_others_read_them_and_write_none(client_of: ClientOf, bo: Actor) -> None:
    a_resolved_incident(by=bo)
    browser = client_of(bo)

    assert browser.get(LIST).status_code == 200
    assert browser.get(f"{LIST}/incident/en").status_code == 200
    for path in ("new", "upload"):
        assert browser.get(f"{LIST}/{path}").status_code == 403
    assert browser.post(f"{LIST}/new", {"key": "ours", "language": "en", "text": "# Ours\n"}).status_code == 403
    assert not OwnTemplate.objects.exists()

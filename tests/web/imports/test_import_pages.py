"""The pages for bringing in finished reports."""

import io
import zipfile
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem
from afterword.transfer.jobs import import_reports
from afterword.transfer.models import FileState, ImportedFile, ReportImport, Whereto
from tests.world import a_resolved_incident, an_incident

ClientOf = Callable[[Actor | None], Client]
LIST = "/settings/imports"
REPORT = b"# Search was slow\n\nSeverity: SEV-2\n\n## Timeline\n\n- 2024-03-02 10:36 UTC: alert fires\n"


def upload(browser: Client, *files: tuple[str, bytes], source: str = "wiki") -> str:
    given = [SimpleUploadedFile(name, data) for name, data in files]
    answer = browser.post(f"{LIST}/new", {"reports": given, "source": source, "language": "en"})
    assert answer.status_code in {302, 303}, answer.content.decode()
    return str(answer["Location"])


def text(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def an_archive(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"reports/{name}.md", data)
    return made.getvalue()


def test_files_are_looked_at_corrected_and_imported(client_of: ClientOf, di: Actor) -> None:
    browser = client_of(di)
    assert "Nothing was brought in yet" in text(browser, LIST)
    run = upload(browser, ("one.md", REPORT), ("all.zip", an_archive(two=REPORT, three=b"# Launch\n")))

    page = text(browser, run)
    assert "3 files wait" in page
    assert "reports/two.md" in page
    assert "SEV-2" in text(browser, f"{run}/files/0")
    form = {"title": "Search crawled", "whereto": "new", "started": "2024-03-02 10:30 UTC", "severity": "SEV-3"}
    assert browser.post(f"{run}/files/0", form)["Location"] == f"{run}?from=0"
    browser.post(f"{run}/confirmation")
    assert "self-refresh" in text(browser, run)
    import_reports(run.rsplit("/", 1)[1])

    page = text(browser, run)
    assert "3 reports are in." in page
    report = Postmortem.objects.get(title="Search crawled")
    assert report.url in page
    assert report.incidents.get().severity.name == "SEV-3"
    assert "3 imported" in text(browser, LIST)


def test_an_incident_that_is_here_is_named_by_its_number_if_one_may_see_it(
    client_of: ClientOf, ada: Actor, di: Actor
) -> None:
    here, hidden = a_resolved_incident(by=ada), an_incident("Hidden", commander=ada, is_private=True)
    browser = client_of(di)
    run = upload(browser, ("one.md", REPORT))
    form = {"title": "Search", "whereto": Whereto.EXISTING, "incident": hidden.reference}

    refused = browser.post(f"{run}/files/0", form)
    assert refused.status_code == 422
    assert f"There is no incident {hidden.reference} here." in refused.content.decode()
    browser.post(f"{run}/files/0", form | {"incident": str(here.number)})

    assert ImportedFile.objects.get().incident == here


def test_what_can_t_be_read_is_refused_in_a_sentence_and_keeps_nothing(client_of: ClientOf, di: Actor) -> None:
    browser = client_of(di)
    bomb = an_archive(**{str(at): b" " * 900_000 for at in range(60)})
    for name, data, words in (
        ("picture.png", b"\x89PNG", "no Markdown, no saved page and no zip archive"),
        ("broken.zip", b"PK\x03\x04 no more", "no archive that can be read"),
        ("bomb.zip", bomb, "holds too much"),
        ("long.md", b"x" * 1_000_001, "longer than 1000000 bytes"),
        ("old.md", "Größe".encode("latin-1"), "not UTF-8 text"),
        ("empty.md", b" \n", "No Markdown is in there."),
    ):
        given = {"reports": [SimpleUploadedFile(name, data)], "source": "wiki", "language": "en"}
        answer = browser.post(f"{LIST}/new", given)
        assert answer.status_code == 422
        assert words in answer.content.decode(), name
    assert "Choose at least one file." in browser.post(f"{LIST}/new", {"source": "wiki"}).content.decode()
    assert not ReportImport.objects.exists()


def test_the_same_files_again_are_shown_as_here_already(client_of: ClientOf, di: Actor) -> None:
    browser = client_of(di)
    run = upload(browser, ("one.md", REPORT))
    browser.post(f"{run}/confirmation")
    import_reports(run.rsplit("/", 1)[1])

    again = upload(browser, ("one.md", REPORT))

    assert "Already here" in text(browser, again)
    assert "Nothing in it waits to be imported." in text(browser, again)
    assert browser.post(f"{again}/confirmation").status_code == 409
    browser.post(f"{again}/removal")
    assert browser.get(again).status_code == 404


def test_pages_cost_the_same_for_many_files_and_show_fifty(client_of: ClientOf, di: Actor) -> None:
    browser = client_of(di)
    few = upload(browser, ("one.md", REPORT), source="few")
    many = upload(browser, *((f"{at:03}.md", REPORT) for at in range(120)), source="many")

    def statements(url: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            text(browser, url)
        return len(asked)

    assert statements(many) == statements(few)
    page = text(browser, f"{many}?from=50")
    assert page.count("data-item") == 50
    assert f"{many}?from=100" in page
    assert f"{many}?from=0" in page


def test_it_is_for_administrators(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    run = upload(client_of(di), ("one.md", REPORT))
    for browser in (client_of(ada),):
        for url in (LIST, f"{LIST}/new", run, f"{run}/files/0"):
            assert browser.get(url).status_code in (403, 404), url
        for url in (f"{LIST}/new", f"{run}/confirmation", f"{run}/removal", f"{run}/files/0"):
            assert browser.post(url).status_code in (403, 404), url
    assert ImportedFile.objects.get().state == FileState.WAITING


def test_a_saved_page_is_brought_in_as_the_report_that_it_shows(client_of: ClientOf, di: Actor) -> None:
    browser = client_of(di)
    page = (
        b"<title>Search was slow</title><h1>Search was slow</h1><h2>Timeline</h2>"
        b"<ul><li>2024-03-02 10:36 UTC: alert fires<li>11:10 UTC: outage resolved</ul>"
        b"<h2>Action items</h2><ul><li><input type=checkbox> Raise the limit</ul>"
    )
    run = upload(browser, ("saved.html", page))
    browser.post(f"{run}/confirmation")
    import_reports(run.rsplit("/", 1)[1])

    report = Postmortem.objects.get()
    assert report.title == "Search was slow"
    assert report.incidents.get().timeline.count() > 1
    assert [each.title for each in report.incidents.get().followups.all()] == ["Raise the limit"]

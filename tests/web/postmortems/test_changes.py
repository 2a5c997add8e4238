import re
from collections.abc import Callable

from django.test import Client

from afterword.documents.models import Revision
from afterword.people.actor import Actor
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.revisions import make_revision
from afterword.postmortems.models import Postmortem
from afterword.postmortems.proposals import proposal_of
from tests.postmortems.reporting import a_report

ClientOf = Callable[[Actor | None], Client]


def test_what_changed_since_a_revision_is_marked_in_the_line(client_of: ClientOf, ada: Actor) -> None:
    report = a_report(by=ada)
    edit_section(ada, report, "lessons", "## Lessons learned\n\nTest more often.", base=report.document.head)
    report.refresh_from_db()
    make_revision(ada, report, "Before")
    edit_section(ada, report, "lessons", "## Lessons learned\n\nTest less often.", base=report.document.head)
    url = f"{report.url}/revisions/1/changes"

    inline, split = (client_of(ada).get(url, {"view": view}).content.decode() for view in ("inline", "split"))

    assert "Test <del>more</del><ins>less</ins> often." in inline
    assert "Test <del>more</del> often." in split
    assert "lines unchanged" in inline
    assert client_of(ada).get(url, {"to": "7"}).status_code == 404
    assert "Nothing changed" in client_of(ada).get(url, {"to": "1"}).content.decode()


def test_a_proposal_is_shown_beside_the_text_and_added(client_of: ClientOf, ada: Actor) -> None:
    report = a_report(by=ada)
    edit_section(ada, report, "overview", "## Overview\n\nOur words.", base=report.document.head)
    report = Postmortem.objects.get(pk=report.pk)
    url = f"{report.url}/sections/overview/proposal"

    page = client_of(ada).get(url).content.decode()
    done = client_of(ada).post(url, {"block": [proposal_of(report, "overview")[0].key]})

    assert "Our words." in page
    assert "Add this" in page
    assert done["Location"] == f"{report.url}#overview"
    assert client_of(ada).post(url, {"block": ["0" * 16]}).status_code == 409


def test_the_page_says_how_far_the_report_has_come(client_of: ClientOf, ada: Actor) -> None:
    page = client_of(ada).get(a_report(by=ada).url).content.decode()

    assert "of 11 sections" in page
    assert 'title="Only questions so far"' in page


def test_many_revisions_come_in_pages(client_of: ClientOf, ada: Actor) -> None:
    report = a_report(by=ada)
    first = make_revision(ada, report, "Number 1")
    numbers = range(2, 61)
    Revision.objects.bulk_create(replaced(first, number) for number in numbers)

    page = client_of(ada).get(f"{report.url}/revisions").content.decode()

    assert f"{report.url}/revisions/60/changes" in page
    assert f"{report.url}/revisions/10/changes" not in page
    older = re.findall(r'rel="next" href="([^"]+)"', page)[0]
    assert f"{report.url}/revisions/10/changes" in client_of(ada).get(f"{report.url}/revisions{older}").content.decode()


def replaced(revision: Revision, number: int) -> Revision:
    names = [each.attname for each in Revision._meta.concrete_fields if each.name != "id"]
    return Revision(
        **{name: getattr(revision, name) for name in names} | {"number": number, "name": f"Number {number}"}
    )

"""Pictures of a report: who sends and sees them, how many there may be, and what becomes of those nobody shows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from afterword.core import clock, files
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.core.images import MOST_BYTES
from afterword.documents.jobs import forget_unused_pictures
from afterword.documents.models import Picture
from afterword.documents.pictures import MOST_PICTURES
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.people.actor import Actor
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.pictures import add_picture
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from afterword.timeline.pictures import StoredPicture, store_picture
from tests.core.pictures import a_picture
from tests.world import a_resolved_incident

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor | None], Client]
JSON = {"Accept": "application/json"}


@pytest.fixture
def report(ada: Actor) -> Postmortem:
    return start(ada, [a_resolved_incident(by=ada)], language="en")


def sent(browser: Client, report: Postmortem, data: bytes, name: str = "graph.png"):
    return browser.post(f"{report.url}/pictures", {"picture": SimpleUploadedFile(name, data)}, headers=JSON)


def some(count: int, report: Postmortem, *, ago: timedelta = timedelta()) -> None:
    Picture.objects.bulk_create(
        Picture(document=report.document, sha256=f"{number:064x}", content_type="image/png", name="x", size=1, width=1,
                height=1, added_at=clock.now() - ago)
        for number in range(count)
    )  # fmt: skip


def test_a_picture_is_sent_once_and_shown_to_whoever_reads_the_report(
    client_of: ClientOf, report: Postmortem, ada: Actor, cy: Actor
) -> None:
    answer = sent(client_of(ada), report, a_picture()).json()
    again = sent(client_of(ada), report, a_picture()).json()

    assert answer == again
    assert answer["src"].startswith(f"{report.url}/pictures/")
    shown = client_of(cy).get(answer["src"])
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert shown["Cache-Control"] == "private, no-cache"
    assert client_of(cy).get(answer["src"], headers={"If-None-Match": shown["ETag"]}).status_code == 304
    assert report.document.pictures.get().added_by == ada.user

    edit_section(ada, report, "lessons", f"## Lessons\n\n![A graph]({answer['src']})", base=report.document.head)
    assert f'<img src="{answer["src"]}" alt="A graph"' in client_of(cy).get(report.url).content.decode()

    set_privacy(ada, report.incidents.get(), is_private=True)
    assert client_of(cy).get(answer["src"]).status_code == 404


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no JPEG, PNG, WebP or GIF"),
        (a_picture() + b"\0" * MOST_BYTES, "larger than 4 MB"),
        (a_picture()[:40], "damaged"),
    ],
    ids=["another kind", "too large", "broken"],
)
def test_what_cannot_be_taken_says_why_and_leaves_nothing(
    client_of: ClientOf, report: Postmortem, ada: Actor, data: bytes, why: str
) -> None:
    answer = sent(client_of(ada), report, data)
    assert answer.status_code == 422
    assert why in answer.json()["error"]
    assert not Picture.objects.exists()
    assert client_of(ada).post(f"{report.url}/pictures", headers=JSON).status_code == 422


def test_what_a_picture_is_counts_and_not_its_name(client_of: ClientOf, report: Postmortem, ada: Actor) -> None:
    assert sent(client_of(ada), report, a_picture(), "notes.txt").status_code == 201


def test_whoever_may_not_write_sends_no_pictures(
    client_of: ClientOf, report: Postmortem, ada: Actor, cy: Actor
) -> None:
    stored = StoredPicture("a" * 64, "image/png", "x", "", 1, 1, 1)
    with pytest.raises(NotAllowed):
        add_picture(cy, report, stored)
    assert sent(client_of(cy), report, a_picture()).status_code == 403
    publish(ada, report)
    with pytest.raises(Conflict):
        add_picture(ada, report, stored)
    assert sent(client_of(ada), report, a_picture()).status_code == 409


def test_the_hundred_and_first_is_refused_until_one_has_gone(report: Postmortem, ada: Actor) -> None:
    some(MOST_PICTURES, report)
    stored = store_picture(a_picture(), name="graph.png")
    with pytest.raises(Invalid, match="at most 100"):
        add_picture(ada, report, stored)

    Picture.objects.update(added_at=clock.now() - timedelta(hours=2))  # sent a while ago, and nowhere in the text
    assert add_picture(ada, report, stored).name == "graph.png"


def test_pictures_that_nobody_shows_are_forgotten_after_a_week(report: Postmortem, ada: Actor) -> None:
    stored = store_picture(a_picture(), name="graph.png")
    picture = add_picture(ada, report, stored)
    edit_section(
        ada, report, "lessons", f"## Lessons\n\n![A graph]({report.url}/pictures/{picture.sha256})",
        base=report.document.head,
    )  # fmt: skip
    some(3, report)
    Picture.objects.update(added_at=clock.now() - timedelta(days=8))

    forget_unused_pictures()

    assert list(Picture.objects.values_list("sha256", flat=True)) == [stored.sha256]
    assert files.opened(stored.sha256)


def test_the_html_file_has_the_pictures_in_it(client_of: ClientOf, report: Postmortem, ada: Actor) -> None:
    src = sent(client_of(ada), report, a_picture()).json()["src"]
    edit_section(ada, report, "lessons", f"## Lessons learned\n\n![Errors]({src})", base=report.document.head)

    file = client_of(ada).get(f"{report.url}.html").content.decode()

    assert 'src="data:image/png;base64,iVBOR' in file
    assert src not in file

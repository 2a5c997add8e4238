import json
from collections.abc import Callable

import pytest
from django.test import Client

from afterword.incidents.actions.impacts import add_impact
from afterword.people.actor import Actor
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from tests.postmortems.test_executive_summary import a_told_outage
from tests.world import utc

ClientOf = Callable[[Actor | None], Client]


@pytest.mark.parametrize(
    ("kind", "media_type", "said"),
    [
        ("md", "text/markdown", "| Highest severity | SEV-1 |"),
        ("html", "text/html", "<td><p>Highest severity</p></td><td><p>SEV-1</p></td>"),
        ("txt", "text/plain", "Highest severity SEV-1"),
        ("json", "application/json", '"<!-- block: key-metrics -->"'),
    ],
)
def test_a_report_is_downloaded_with_its_facts(
    client_of: ClientOf, ada: Actor, kind: str, media_type: str, said: str
) -> None:
    report = start(ada, [a_told_outage(ada)], language="en")

    file = client_of(ada).get(f"{report.url}.{kind}")

    assert file["Content-Type"].startswith(media_type)
    assert file["Content-Disposition"] == f'attachment; filename="pm-1.{kind}"'
    text = file.content.decode()
    assert said in text or said in json.loads(text)["blocks"].__repr__()
    assert "Sign-in fails" in text


def test_a_published_one_is_downloaded_as_it_was_published(client_of: ClientOf, ada: Actor) -> None:
    incident = a_told_outage(ada)
    report = start(ada, [incident], language="en")
    publish(ada, report)
    later = utc("2026-03-02 11:30")
    add_impact(ada, incident, "Mails came late", started_at=utc("2026-03-02 11:10"), ended_at=later)

    for kind in ("md", "html", "txt", "json"):
        assert "Mails came late" not in client_of(ada).get(f"{report.url}.{kind}").content.decode()

import pytest

from afterword.core.search import drop
from afterword.incidents.searching import KIND, search_incidents
from afterword.people.actor import Actor
from afterword.site.cli import main
from tests.world import an_incident


def test_reindexing_finds_again_what_search_had_lost(ada: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    incident = an_incident("Checkout is down")
    drop(KIND, incident.pk)

    assert main(["reindex"]) == 0

    others = "Follow-ups indexed: 0\nReports indexed: 0\nRunbooks indexed: 0\n"
    assert capsys.readouterr().out == f"Incidents indexed: 1\n{others}"
    assert [hit.incident for hit in search_incidents(ada, "checkout")] == [incident]

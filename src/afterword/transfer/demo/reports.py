"""Finished reports that other organisations published, on the incidents they tell of."""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

from afterword.core import clock
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.models import Coverage
from afterword.transfer.actions.import_report import import_report
from afterword.transfer.reading import Line
from afterword.transfer.report_draft import ReportDraft, draft_of, incident_row
from afterword_text.recognise import recognise

FOLDER = Path(__file__).parent / "postmortems"
WRITTEN_AFTER = timedelta(days=2)
# What its file doesn't say in a way that can be read, or which incident of the other files it is.
SAID = {"learningequality-002-cloudflare-incomplete-migration": {"started": "2017-09-18"}}
SAME = {"jenkins-20210607-artifactory-auth": "jenkins-infra/status:jenkins-2021-06-07-repo-jenkins-ci-org"}


@cache
def drafts() -> tuple[ReportDraft, ...]:
    """All of them, as they would come in by the import."""
    return tuple(_drafts())


def rows(known: set[str]) -> list[Line]:
    """A row for the incident of each report that is not among the `known` keys."""
    missing = [draft for draft in drafts() if _incident_key(draft) not in known]
    return [
        Line(at, incident_row(draft, recognise(draft.text, draft.name)) | {"source": draft.source})
        for at, draft in enumerate(missing, start=1)
    ]


def tell(actor: Actor) -> None:
    """Publish each report unless it is here already, the oldest incident first."""
    by_key = {_incident_key(draft): draft for draft in drafts()}
    covered = Coverage.objects.values("incident")
    incidents = Incident.objects.filter(source_key__in=by_key, is_demo=True).exclude(pk__in=covered)
    for incident in incidents.select_related("status").order_by("resolved_at"):
        if incident.resolved_at:
            _publish(actor, incident, by_key[incident.source_key or ""])


def _publish(actor: Actor, incident: Incident, draft: ReportDraft) -> None:
    ended = incident.resolved_at or incident.started_at
    with clock.at(min(ended + WRITTEN_AFTER, clock.now())):
        told = ReportDraft(draft.source, draft.name, draft.text, draft.title, incident=incident, is_published=True)
        # What was to be done years ago, elsewhere, would hide the follow-ups of the stories.
        import_report(actor, told, is_demo=True, has_followups=False)


def _drafts() -> Iterator[ReportDraft]:
    for line in (FOLDER / "index.jsonl").read_text(encoding="utf-8").splitlines():
        about = json.loads(line)
        name = about["file"].removesuffix(".md").replace("__", "-")
        text = (FOLDER / about["file"]).read_text(encoding="utf-8")
        draft = draft_of(about["source_repo"], name, text)
        times = draft.times | SAID.get(name, {})
        yield ReportDraft(draft.source, name, text, about["title"], zone=draft.zone, times=times)


def _incident_key(draft: ReportDraft) -> str:
    return SAME.get(draft.name, draft.key)

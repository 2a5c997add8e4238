"""The incident's own words: title, summary, why it happened."""

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.incidents.kinds import Renamed, RootCauseChanged, SummaryChanged
from afterword.incidents.models import Incident
from afterword.incidents.validation import clean_long_text, clean_title
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.record import record


@transaction.atomic
def rename(actor: Actor, incident: Incident, title: str, *, since: int | None = None) -> Incident:
    """Give it another title. `since` as in `set_summary`."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    title = clean_title(title)
    if title == incident.title:
        return incident
    refuse_if_changed(incident, actor, since, Renamed)
    before, incident.title = incident.title, title
    incident.save(update_fields=["title"])
    record(incident, actor, Renamed(before=before, after=title))
    return incident


@transaction.atomic
def set_summary(actor: Actor, incident: Incident, summary: str, *, since: int | None = None) -> Incident:
    """Say what happened. Raises Conflict when somebody else has since entry number `since`."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    summary = clean_long_text(summary, field="summary")
    if summary == incident.summary:
        return incident
    refuse_if_changed(incident, actor, since, SummaryChanged)
    incident.summary = summary
    incident.save(update_fields=["summary"])
    record(incident, actor, SummaryChanged(after=summary))
    return incident


@transaction.atomic
def set_root_cause(actor: Actor, incident: Incident, root_cause: str, *, since: int | None = None) -> Incident:
    """Write down why it happened: root cause and contributing factors, as far as they are known.

    `since` as in `set_summary`.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    root_cause = clean_long_text(root_cause, field="root_cause")
    if root_cause == incident.root_cause:
        return incident
    refuse_if_changed(incident, actor, since, RootCauseChanged)
    incident.root_cause = root_cause
    incident.save(update_fields=["root_cause"])
    record(incident, actor, RootCauseChanged(after=root_cause))
    return incident

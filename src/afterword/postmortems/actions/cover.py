"""Which incidents a report tells of, changed after it was started."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import MOST_INCIDENTS
from afterword.postmortems.kinds import IncidentAdded, IncidentRemoved
from afterword.postmortems.models import Coverage, Postmortem
from afterword.postmortems.moving import tell
from afterword.postmortems.policy import refuse_published


@transaction.atomic
def add_incident(actor: Actor, postmortem: Postmortem, incident: Incident) -> Postmortem:
    """Let the report tell of this incident too. From now on it takes the right to see this one as well to read it.

    Raises Conflict while the incident is open and when it is in another report, Invalid beyond ten.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    incident = lock(actor, Verb.POSTMORTEM_START, incident)
    refuse_published(postmortem)
    taken = Coverage.objects.filter(incident=incident).first()
    if taken and taken.postmortem_id == postmortem.pk:
        return postmortem
    count = postmortem.coverage.count()
    _check(incident, count, is_taken=taken is not None)
    last = postmortem.coverage.order_by("-position").first()
    position = last.position + 1 if last else 0
    Coverage.objects.create(postmortem=postmortem, incident=incident, position=position)
    _changed(postmortem)
    # Whoever reads the report now may not see this incident: their sockets are to find out.
    Incident.objects.filter(pk=incident.pk).update(access_version=F("access_version") + 1)
    tell(actor, postmortem, IncidentAdded, [incident])
    return postmortem


@transaction.atomic
def remove_incident(actor: Actor, postmortem: Postmortem, incident: Incident) -> Postmortem:
    """Let the report tell no more of this incident, which is then free for another report.

    Raises Conflict for a private one: the report may tell of it, and would be shown to those who do not see it.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    incident = lock(actor, Verb.INCIDENT_VIEW, incident)
    covered = postmortem.coverage.filter(incident=incident)
    if not covered.exists():
        return postmortem
    refuse_published(postmortem)
    if incident.is_private:
        words = _("%(reference)s is private, and the report may tell of it. Start another report without it instead.")
        raise Conflict(words % {"reference": incident.reference}, code="would_be_shared")
    covered.delete()
    _changed(postmortem)
    tell(actor, postmortem, IncidentRemoved, [incident])
    return postmortem


def _check(incident: Incident, count: int, *, is_taken: bool) -> None:
    if incident.is_open:
        words = _("%(reference)s is still open. Resolve it first, then add it.")
        raise Conflict(words % {"reference": incident.reference}, code="still_open")
    if is_taken:
        words = _("%(reference)s is part of another report already.")
        raise Conflict(words % {"reference": incident.reference}, code="has_report")
    if count >= MOST_INCIDENTS:
        raise Invalid({"incident": _("A report covers at most %(most)s incidents.") % {"most": MOST_INCIDENTS}})


def _changed(postmortem: Postmortem) -> None:
    postmortem.updated_at = clock.now()
    postmortem.save(update_fields=["updated_at"])

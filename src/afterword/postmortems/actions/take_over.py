"""A report that was written elsewhere, taken over with its whole text."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import lock, require
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict
from afterword.core.numbering import next_number
from afterword.documents.create import create_document
from afterword.incidents.models import Incident
from afterword.incidents.validation import clean_title, clean_zone
from afterword.people.actor import Actor
from afterword.postmortems.follow_up_day import usual_follow_up_day
from afterword.postmortems.kinds import PostmortemStarted
from afterword.postmortems.models import Coverage, Postmortem, ReportKind
from afterword.postmortems.searching import index_soon
from afterword.timeline.record import record
from afterword.timeline.registry import Label
from afterword_text.tree import Tree


@transaction.atomic
def take_over(
    actor: Actor,
    title: str,
    tree: Tree,
    incidents: Sequence[Incident],
    *,
    zone: str = "UTC",
    language: str = "en",
    is_demo: bool = False,
) -> Postmortem:
    """A draft with this text and no template; of no incident, it is a retrospective.

    Raises Conflict while one of the incidents is open, and when one is in another report already.
    """
    require(actor, Verb.POSTMORTEM_IMPORT)
    covered = [lock(actor, Verb.POSTMORTEM_START, each) for each in incidents]
    for incident in covered:
        _refuse_taken(incident)
    zone = clean_zone(zone)
    postmortem = Postmortem.objects.create(
        number=next_number("postmortem"),
        title=clean_title(title),
        kind=ReportKind.POSTMORTEM if covered else ReportKind.RETROSPECTIVE,
        document=create_document(actor, tree),
        template="",
        language=language,
        zone=zone,
        started_by=actor.user,
        owner=actor.user,
        follow_up_on=usual_follow_up_day(covered, zone),
        is_demo=is_demo,
    )
    for position, incident in enumerate(covered):
        Coverage.objects.create(postmortem=postmortem, incident=incident, position=position)
        record(incident, actor, PostmortemStarted(Label(str(postmortem.pk), postmortem.reference), postmortem.number))
    index_soon(postmortem)
    if not covered:
        audit(actor, "postmortem.created", postmortem, called=postmortem.reference)
    return postmortem


def _refuse_taken(incident: Incident) -> None:
    if incident.is_open:
        words = _("%(reference)s is still open. Resolve it first, then bring in its report.")
        raise Conflict(words % {"reference": incident.reference}, code="still_open")
    if Coverage.objects.filter(incident=incident).exists():
        words = _("%(reference)s is part of another report already.")
        raise Conflict(words % {"reference": incident.reference}, code="has_report")

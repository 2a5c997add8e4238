"""Starting the report: one click from the facts to a draft."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid
from afterword.core.numbering import next_number
from afterword.documents.create import create_document
from afterword.incidents.models import Incident
from afterword.incidents.validation import clean_title, clean_zone
from afterword.people.actor import Actor
from afterword.postmortems.compose import compose, title_for
from afterword.postmortems.follow_up_day import usual_follow_up_day
from afterword.postmortems.kinds import PostmortemStarted
from afterword.postmortems.models import Coverage, Postmortem, TimelineChoice
from afterword.postmortems.searching import index_soon
from afterword.postmortems.template_files import DEFAULT, check_sections, template
from afterword.timeline.record import record
from afterword.timeline.registry import Label

MOST_INCIDENTS = 10


@transaction.atomic
def start(
    actor: Actor,
    incidents: Sequence[Incident],
    *,
    template_key: str = DEFAULT,
    title: str = "",
    choice: str = TimelineChoice.IMPORTANT,
    zone: str = "",
    language: str = "",
    sections: Sequence[str] = (),
) -> Postmortem:
    """The report on these incidents, the first one leading; opened if that one has one, drafted if it has none.

    With `sections`, only those of the template's; without, all that are not optional. Raises Conflict while an
    incident is open, and when a further one is in another report already.
    """
    _check(incidents, choice)
    locked = [lock(actor, Verb.POSTMORTEM_START, each) for each in sorted(incidents, key=lambda one: one.number)]
    by_key = {each.pk: each for each in locked}
    covered = [by_key[each.pk] for each in incidents]
    existing = _existing(actor, covered)
    if existing:
        return existing
    zone = clean_zone(zone or covered[0].zone)
    chosen = template(template_key, language or translation.get_language() or "en")
    wanted = check_sections(chosen, sections)
    tree = compose(chosen, covered, choice=choice, zone=ZoneInfo(zone), sections=wanted, author=actor.label)
    postmortem = Postmortem.objects.create(
        number=next_number("postmortem"),
        title=clean_title(title or title_for(covered)),
        document=create_document(actor, tree),
        template=chosen.key,
        kind=chosen.kind,
        sections=wanted,
        language=chosen.language,
        zone=zone,
        timeline_choice=choice,
        started_by=actor.user,
        owner=actor.user,
        follow_up_on=usual_follow_up_day(covered, zone),
        is_demo=covered[0].is_demo,
    )
    for position, incident in enumerate(covered):
        Coverage.objects.create(postmortem=postmortem, incident=incident, position=position)
        # Its number only: the title may be that of an incident which not every reader of this timeline may see.
        what = PostmortemStarted(Label(str(postmortem.pk), postmortem.reference), postmortem.number)
        record(incident, actor, what)
    index_soon(postmortem)
    return postmortem


def _check(incidents: Sequence[Incident], choice: str) -> None:
    if not 1 <= len({each.pk for each in incidents}) <= MOST_INCIDENTS or len(incidents) > MOST_INCIDENTS:
        raise Invalid({"incidents": _("A report covers 1 to %(most)s incidents.") % {"most": MOST_INCIDENTS}})
    if choice not in TimelineChoice.values:
        raise Invalid({"timeline": _("Choose either only the important entries or all of them.")})


def _existing(actor: Actor, covered: list[Incident]) -> Postmortem | None:
    taken = {row.incident_id: row for row in Coverage.objects.filter(incident__in=covered)}
    if covered[0].pk in taken:
        found = Postmortem.objects.visible_to(actor).filter(pk=taken[covered[0].pk].postmortem_id).first()
        if found is None:
            words = _("There is a report already, but it also covers an incident that is not shared with you.")
            raise Conflict(words, code="report_not_visible")
        return found
    for incident in covered:
        if incident.is_open:
            words = _("%(reference)s is still open. Resolve it first, then write the postmortem.")
            raise Conflict(words % {"reference": incident.reference}, code="still_open")
        if incident.pk in taken:
            words = _("%(reference)s is part of another report already.")
            raise Conflict(words % {"reference": incident.reference}, code="has_report")
    return None

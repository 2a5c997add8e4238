"""A report on something that was no incident: a launch, a quarter, a process."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.core.numbering import next_number
from afterword.documents.create import create_document
from afterword.incidents.validation import clean_title, clean_zone
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from afterword.postmortems.actions.ask_for_review import check_reader
from afterword.postmortems.compose import compose
from afterword.postmortems.follow_up_day import usual_follow_up_day
from afterword.postmortems.models import Postmortem, TimelineChoice
from afterword.postmortems.searching import index_soon
from afterword.postmortems.template_files import DEFAULT_ALONE, check_sections, template


@transaction.atomic
def create_report(
    actor: Actor,
    title: str,
    *,
    template_key: str = DEFAULT_ALONE,
    owner: User | None = None,
    team: Team | None = None,
    zone: str = "UTC",
    language: str = "",
    sections: Sequence[str] = (),
) -> Postmortem:
    """A draft that covers no incident yet; everyone signed in can read it. Its owner is the actor, unless given.

    Raises Invalid for a template that is about an incident.
    """
    require(actor, Verb.POSTMORTEM_CREATE)
    chosen = template(template_key, language or translation.get_language() or "en")
    if chosen.needs_incident:
        words = _("“%(template)s” tells of an incident. Choose another template, or start from the incident.")
        raise Invalid({"template": words % {"template": chosen.name}})
    zone, wanted = clean_zone(zone), check_sections(chosen, sections)
    tree = compose(chosen, [], choice=TimelineChoice.IMPORTANT, zone=ZoneInfo(zone), sections=wanted)
    postmortem = Postmortem.objects.create(
        number=next_number("postmortem"),
        title=clean_title(title),
        document=create_document(actor, tree),
        template=chosen.key,
        kind=chosen.kind,
        sections=wanted,
        language=chosen.language,
        zone=zone,
        started_by=actor.user,
        owner=owner or actor.user,
        team=team,
        follow_up_on=usual_follow_up_day([], zone),
    )
    if owner:
        check_reader(postmortem, owner, field="owner")
    index_soon(postmortem)
    audit(actor, "postmortem.created", postmortem, called=postmortem.reference)
    return postmortem

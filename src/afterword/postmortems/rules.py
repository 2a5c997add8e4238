"""Who may do what with a report. Seeing it needs the right to see every incident in it."""

from afterword.access.policy import rule
from afterword.access.verbs import Verb
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem


@rule(Verb.POSTMORTEM_START)
def may_start(actor: Actor, incident: Incident) -> bool:
    return actor.is_responder or incident.has_responder(actor)


@rule(Verb.POSTMORTEM_VIEW)
def may_view(actor: Actor, postmortem: Postmortem) -> bool:
    return Postmortem.objects.visible_to(actor).filter(pk=postmortem.pk).exists()


@rule(Verb.POSTMORTEM_EDIT)
def may_edit(actor: Actor, postmortem: Postmortem) -> bool:
    """Responders, and viewers who had a part in one of its incidents."""
    return actor.is_responder or any(each.has_responder(actor) for each in postmortem.incidents.all())

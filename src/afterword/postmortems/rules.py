"""Who may do what with a report. Seeing it needs the right to see every incident in it."""

from afterword.access.policy import rule
from afterword.access.verbs import Verb
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.models import OwnTemplate, Postmortem


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


@rule(Verb.POSTMORTEM_COMMENT)
def may_comment(actor: Actor, _: Postmortem) -> bool:
    """Whoever may read it: viewers know things too."""
    return actor.user is not None


@rule(Verb.POSTMORTEM_CREATE)
def may_create(actor: Actor, _: object) -> bool:
    """A report without an incident: of a launch, of a quarter."""
    return actor.is_responder


@rule(Verb.POSTMORTEM_REVIEW)
def may_ask_for_review(actor: Actor, postmortem: Postmortem) -> bool:
    return may_edit(actor, postmortem)


@rule(Verb.POSTMORTEM_APPROVE)
def may_approve(actor: Actor, postmortem: Postmortem) -> bool:
    """Whoever was asked, viewers too, since managers often are; and whoever may write it."""
    if actor.user is None:
        return False
    was_asked = any(each.user_id == actor.user_id for each in postmortem.reviewers.all())
    return was_asked or may_edit(actor, postmortem)


@rule(Verb.POSTMORTEM_PUBLISH)
def may_publish(actor: Actor, postmortem: Postmortem) -> bool:
    """Publishing, and taking back to draft."""
    return may_edit(actor, postmortem)


@rule(Verb.POSTMORTEM_DELETE)
def may_delete(actor: Actor, postmortem: Postmortem) -> bool:
    """Its owner, whoever started it, and administrators who can see it."""
    is_own = actor.user is not None and actor.user_id in (postmortem.owner_id, postmortem.started_by_id)
    return (is_own or actor.is_administrator) and may_view(actor, postmortem)


@rule(Verb.POSTMORTEM_IMPORT)
def may_import(actor: Actor, _: object) -> bool:
    return actor.is_administrator


@rule(Verb.TEMPLATE_UPDATE)
def may_update_template(actor: Actor, template: OwnTemplate | None) -> bool:
    """Administrators; and of a team's own template, whoever leads that team."""
    if actor.is_administrator:
        return True
    return template is not None and template.team is not None and actor.leads(template.team)

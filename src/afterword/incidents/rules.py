"""Who may do what with an incident. Visibility comes first and is decided by `Incident.objects.visible_to`."""

from afterword.access.policy import can, rule
from afterword.access.verbs import Verb
from afterword.incidents.models import Incident, IncidentTask, SavedView, Service
from afterword.people.actor import Actor, ActorKind


@rule(Verb.INCIDENT_DECLARE)
def may_declare(actor: Actor, _: object) -> bool:
    """Everyone signed in: support often finds an outage first."""
    return actor.user is not None


@rule(Verb.INCIDENT_VIEW)
def may_view(actor: Actor, incident: Incident) -> bool:
    return Incident.objects.visible_to(actor).filter(pk=incident.pk).exists()


@rule(Verb.INCIDENT_COMMENT)
def may_comment(actor: Actor, _: object) -> bool:
    """Whoever sees it may add to it; `lock()` and `see()` narrow to what is visible."""
    return actor.user is not None


@rule(Verb.INCIDENT_UPDATE)
def may_update(actor: Actor, incident: Incident) -> bool:
    return actor.is_responder or incident.has_responder(actor)


@rule(Verb.TASK_UPDATE)
def may_update_task(actor: Actor, task: IncidentTask) -> bool:
    """Its assignee, and whoever works on the incident; adding and removing one needs the right to work on it."""
    return (actor.user is not None and task.assignee_id == actor.user_id) or can(
        actor, Verb.INCIDENT_UPDATE, task.incident
    )


@rule(Verb.INCIDENT_SHARE)
def may_share(actor: Actor, incident: Incident) -> bool:
    """Making it private or opening it: those who work on it, and administrators who can see it."""
    return actor.is_administrator or incident.has_responder(actor)


@rule(Verb.INCIDENT_IMPORT)
def may_import(actor: Actor, _: object) -> bool:
    return actor.is_administrator


@rule(Verb.INCIDENT_BREAK_GLASS)
def may_break_glass(actor: Actor, _: object) -> bool:
    """Opening a private incident to oneself, with a reason that is kept; signed in, not with a token."""
    return actor.is_administrator and actor.kind == ActorKind.PERSON


@rule(Verb.VIEW_SAVE)
def may_save_view(actor: Actor, _: object) -> bool:
    """Everyone signed in: a list is theirs to arrange, and sharing it shows nobody more than they may see."""
    return actor.user is not None


@rule(Verb.VIEW_UPDATE)
def may_update_view(actor: Actor, view: SavedView) -> bool:
    """One's own; what is shared belongs to all, so administrators keep order there."""
    return view.owner_id == actor.user_id or (view.is_shared and actor.is_administrator)


@rule(Verb.SERVICE_UPDATE)
def may_update_service(actor: Actor, service: Service) -> bool:
    """Administrators, and whoever leads the team that owns it. Adding one is for administrators."""
    return actor.is_administrator or (service.owner is not None and actor.leads(service.owner))

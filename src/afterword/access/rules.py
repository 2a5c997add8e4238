"""Who may manage people and the installation itself."""

from afterword.access.policy import rule
from afterword.access.verbs import Verb
from afterword.people.actor import Actor, ActorKind
from afterword.people.models import ApiToken, Team, User


@rule(Verb.SETTINGS_MANAGE)
def may_manage_settings(actor: Actor, _: object) -> bool:
    return actor.is_administrator


@rule(Verb.PEOPLE_MANAGE)
def may_manage_people(actor: Actor, _: object) -> bool:
    return actor.is_administrator


@rule(Verb.PEOPLE_SEE)
def may_see_people(actor: Actor, _: object) -> bool:
    """Everyone signed in sees the others' names: one has to be able to ask for help."""
    return actor.user is not None


@rule(Verb.TOKEN_CREATE)
def may_create_token(actor: Actor, owner: User) -> bool:
    """A person for themself. Not for others, whose private incidents it would open, and not a token for itself."""
    return actor.kind == ActorKind.PERSON and actor.user_id == owner.pk


@rule(Verb.TOKEN_REVOKE)
def may_revoke_token(actor: Actor, token: ApiToken) -> bool:
    return actor.is_administrator or (actor.kind == ActorKind.PERSON and actor.user_id == token.user_id)


@rule(Verb.PROFILE_UPDATE)
def may_update_profile(actor: Actor, user: User) -> bool:
    """Everyone their own, signed in themself: a stolen token must not be able to lock its owner out."""
    return actor.kind == ActorKind.PERSON and actor.user_id == user.pk


@rule(Verb.TEAM_UPDATE)
def may_update_team(actor: Actor, team: Team) -> bool:
    return actor.is_administrator or actor.leads(team)


@rule(Verb.AUDIT_SEE)
def may_see_audit(actor: Actor, _: object) -> bool:
    return actor.is_administrator

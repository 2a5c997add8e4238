from django.db import transaction

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.team_names import free_name, store_team
from afterword.access.verbs import Verb
from afterword.people.actor import Actor
from afterword.people.models import Team


@transaction.atomic
def create_team(actor: Actor, *, name: str) -> Team:
    """A team without members yet. Invalid when the name is missing, too long or taken."""
    require(actor, Verb.PEOPLE_MANAGE)
    team = Team(name=free_name(name))
    store_team(team)
    audit(actor, "team.created", team)
    return team

from django.db import transaction

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.team_names import free_name, store_team
from afterword.access.verbs import Verb
from afterword.people.actor import Actor
from afterword.people.models import Team


@transaction.atomic
def rename_team(actor: Actor, team: Team, name: str) -> Team:
    """Call it something else; what was written under the old name keeps that."""
    team = lock(actor, Verb.TEAM_UPDATE, team)
    name = free_name(name, but=team)
    if name == team.name:
        return team
    before, team.name = team.name, name
    store_team(team)
    audit(actor, "team.renamed", team, before=before)
    return team

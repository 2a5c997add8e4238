from django.db import transaction
from django.db.models import Max

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.team_names import clean_about, free_name, store_team
from afterword.access.verbs import Verb
from afterword.people.actor import Actor
from afterword.people.models import Team


@transaction.atomic
def create_team(actor: Actor, *, name: str, about: str = "") -> Team:
    """A team without members yet, last where teams were put in an order. Invalid when the name won't do."""
    require(actor, Verb.PEOPLE_MANAGE)
    last = Team.objects.aggregate(last=Max("position"))["last"]
    team = Team(name=free_name(name), about=clean_about(about), position=last + 1 if last else 0)
    store_team(team)
    audit(actor, "team.created", team)
    return team

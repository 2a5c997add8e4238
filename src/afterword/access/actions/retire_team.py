"""Offering a team no longer, and again. Its members, its services and what was shared with it stay."""

from django.db import transaction

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.people.actor import Actor
from afterword.people.models import Team


@transaction.atomic
def retire_team(actor: Actor, team: Team) -> Team:
    team = lock(actor, Verb.PEOPLE_MANAGE, team)
    if team.retired_at is None:
        team.retired_at = clock.now()
        team.save(update_fields=["retired_at"])
        audit(actor, "team.retired", team)
    return team


@transaction.atomic
def revive_team(actor: Actor, team: Team) -> Team:
    team = lock(actor, Verb.PEOPLE_MANAGE, team)
    if team.retired_at:
        team.retired_at = None
        team.save(update_fields=["retired_at"])
        audit(actor, "team.revived", team)
    return team

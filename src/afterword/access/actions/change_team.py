from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.team_names import clean_about, free_name, store_team
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict
from afterword.core.marks import mark_of
from afterword.people.actor import Actor
from afterword.people.models import Team


@transaction.atomic
def change_team(actor: Actor, team: Team, *, name: str, about: str | None = None, seen: str = "") -> Team:
    """Call it something else, or say what it looks after; what was written under the old name keeps that.

    Raises Conflict when it is no longer as the writer saw it (`seen`, of `mark_of_team`).
    """
    team = lock(actor, Verb.TEAM_UPDATE, team)
    before, mark = (team.name, team.about), mark_of_team(team)
    team.name = free_name(name, but=team)
    team.about = before[1] if about is None else clean_about(about)
    if before == (team.name, team.about):
        return team
    if seen and seen != mark:
        words = _("Somebody else changed this while you were writing. Save again to put yours in its place.")
        raise Conflict(words, code="changed_meanwhile")
    store_team(team)
    if team.about != before[1]:
        audit(actor, "team.described", team)
    if team.name != before[0]:
        audit(actor, "team.renamed", team, before=before[0])
    return team


def mark_of_team(team: Team) -> str:
    return mark_of({"name": team.name, "about": team.about})

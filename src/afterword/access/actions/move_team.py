from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict
from afterword.people.actor import Actor
from afterword.people.models import Team


@transaction.atomic
def move_team(actor: Actor, team: Team, *, above: Team | None = None, below: Team | None = None) -> Team:
    """Put it past its neighbour in the order in which teams are offered.

    Raises Conflict when the two are no longer neighbours; nothing happens when it is there already.
    """
    require(actor, Verb.PEOPLE_MANAGE)
    everyone = list(Team.objects.select_for_update(no_key=True))
    line = [each for each in everyone if each.retired_at is None]
    other = above or below
    if team not in line or other not in line:
        raise _stale()
    at, there = line.index(team), line.index(other)
    if at == (there - 1 if above else there + 1):
        return team
    if at != (there + 1 if above else there - 1):
        raise _stale()
    team = line[at]
    everyone.remove(team)
    everyone.insert(everyone.index(other) + (0 if above else 1), team)
    for position, each in enumerate(everyone, start=1):
        each.position = position
    Team.objects.bulk_update(everyone, ["position"])
    audit(actor, "team.moved", team, above=str(above or ""), below=str(below or ""))
    return team


def _stale() -> Conflict:
    words = _("The order was changed meanwhile. Look where it stands now, and try again.")
    return Conflict(words, code="order_changed")

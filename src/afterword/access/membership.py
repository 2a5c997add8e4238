"""Who else has to know that a team has other members."""

from collections.abc import Callable

from afterword.people.models import Team

Reaction = Callable[[Team], None]
_reactions: list[Reaction] = []


def when_members_change(reaction: Reaction) -> Reaction:
    """Register what a domain does when a team that it shares things with changes. Runs in the verb's transaction."""
    _reactions.append(reaction)
    return reaction


def tell_members_changed(team: Team) -> None:
    for reaction in _reactions:
        reaction(team)

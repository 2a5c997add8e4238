"""The people of the demo. None of them has a password; they come in by a link that `serve` prints."""

from dataclasses import dataclass

from afterword.people.actor import Actor
from afterword.people.models import Membership, Role, Team, User
from afterword.people.new_user import new_user

HOST = "demo.localhost"  # a name that no mail server can have


@dataclass(frozen=True)
class Cast:
    """Ada commands, Bo responds, Cy watches from support, Di administers."""

    ada: Actor
    bo: Actor
    cy: Actor
    di: Actor
    platform: Team
    support: Team


def bring_in() -> Cast:
    """The cast, made where it is missing, and let in again where it was disabled."""
    ada = _person("Ada", Role.RESPONDER, "Europe/Berlin")
    bo = _person("Bo", Role.RESPONDER, "Europe/Berlin")
    cy = _person("Cy", Role.VIEWER, "Europe/London")
    di = _person("Di", Role.ADMINISTRATOR, "Europe/Berlin")
    platform = _team("Platform", lead=ada, members=(bo,))
    support = _team("Support", lead=cy, members=(di,))
    return Cast(Actor.person(ada), Actor.person(bo), Actor.person(cy), Actor.person(di), platform, support)


def administrator() -> User | None:
    """Di, when she is here and may sign in."""
    found: User | None = User.objects.administrators().filter(is_demo=True).first()
    return found


def _person(name: str, role: Role, zone: str) -> User:
    email = f"{name.lower()}@{HOST}"
    user = User.objects.filter(email=email, is_demo=True).first()
    user = user or new_user(email=email, name=name, role=role, zone=zone)
    user.is_demo = user.is_active = True
    user.save(update_fields=["is_demo", "is_active"])
    return user


def _team(name: str, *, lead: User, members: tuple[User, ...]) -> Team:
    if Team.objects.filter(name__iexact=name, is_demo=False).exists():
        name = f"{name} (demo)"  # a real team of that name stays as it is
    team, _ = Team.objects.get_or_create(name=name, defaults={"is_demo": True})
    for user in (lead, *members):
        Membership.objects.get_or_create(team=team, user=user, defaults={"is_lead": user is lead})
    return team

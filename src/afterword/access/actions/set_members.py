"""Who is in a team, and who leads it."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.membership import tell_members_changed
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.people.actor import Actor
from afterword.people.models import Membership, Team, User


@transaction.atomic
def set_members(actor: Actor, team: Team, *, members: Collection[User], leads: Collection[User] = ()) -> Team:
    """From now on exactly these are in the team; those who lead it are members without being named twice.

    Members see the private incidents that are shared with their team. Invalid when somebody new can't sign in.
    """
    team = lock(actor, Verb.TEAM_UPDATE, team)
    present = {each.user: each for each in team.memberships.select_related("user")}
    leading = set(leads)
    wanted = {user: user in leading for user in {*members, *leads}}
    added = [user for user in wanted if user not in present]
    gone = [membership for user, membership in present.items() if user not in wanted]
    changed = [present[user] for user in wanted if user in present and present[user].is_lead != wanted[user]]
    _refuse_disabled(added)
    if not (added or gone or changed):
        return team
    Membership.objects.bulk_create(Membership(team=team, user=user, is_lead=wanted[user]) for user in added)
    Membership.objects.filter(pk__in=[each.pk for each in gone]).delete()
    for membership in changed:
        membership.is_lead = wanted[membership.user]
        membership.save(update_fields=["is_lead"])
    tell_members_changed(team)
    audit(
        actor,
        "team.members_changed",
        team,
        added=_names(added),
        removed=_names([each.user for each in gone]),
        leads=_names([user for user, is_lead in wanted.items() if is_lead]),
    )
    return team


def _refuse_disabled(added: list[User]) -> None:
    disabled = [user for user in added if not user.is_active]
    if disabled:
        raise Invalid({"members": _("%(name)s can no longer sign in.") % {"name": _names(disabled)}})


def _names(users: list[User]) -> str:
    return ", ".join(sorted(str(user) for user in users))

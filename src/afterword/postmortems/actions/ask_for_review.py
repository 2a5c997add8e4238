"""Asking people to read a report, each in a role."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.incidents.validation import clean_reason
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.postmortems.kinds import ReviewAsked
from afterword.postmortems.models import ApprovalRole, Postmortem, Reviewer, State
from afterword.postmortems.moving import locked_incidents, move, tell
from afterword.postmortems.policy import refuse_published

MOST_REVIEWERS = 20


@dataclass(frozen=True)
class Asked:
    user: User
    role: str = ApprovalRole.TECHNICAL


@transaction.atomic
def ask_for_review(
    actor: Actor, postmortem: Postmortem, asked: Sequence[Asked] = (), *, message: str = ""
) -> Postmortem:
    """Put the report into review and ask these people; those who were asked in that role already stay asked.

    Raises Invalid when nobody is asked at all, and for somebody who can't see the report.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_REVIEW, postmortem)
    refuse_published(postmortem)
    message = clean_reason(message, field="message")
    known = {(each.user_id, each.role) for each in postmortem.reviewers.all()}
    new = {(each.user.pk, each.role): each for each in asked if (each.user.pk, each.role) not in known}
    _check(postmortem, list(new.values()), len(known))
    for each in new.values():
        Reviewer.objects.create(
            postmortem=postmortem, user=each.user, role=each.role, asked_by=actor.user, message=message
        )
    if postmortem.state != State.DRAFT and not new:
        return postmortem
    if postmortem.state != State.IN_REVIEW:
        move(actor, postmortem, State.IN_REVIEW, reason=message)
    postmortem.updated_at = clock.now()
    postmortem.save(update_fields=["state", "updated_at"])
    tell(actor, postmortem, ReviewAsked, locked_incidents(postmortem))
    return postmortem


@transaction.atomic
def withdraw_request(actor: Actor, postmortem: Postmortem, reviewer: Reviewer) -> Postmortem:
    """Ask this person no more in this role. What they approved stays."""
    postmortem = lock(actor, Verb.POSTMORTEM_REVIEW, postmortem)
    postmortem.reviewers.filter(pk=reviewer.pk).delete()
    postmortem.updated_at = clock.now()
    postmortem.save(update_fields=["updated_at"])
    return postmortem


def _check(postmortem: Postmortem, new: list[Asked], known: int) -> None:
    if not new and not known:
        raise Invalid({"reviewers": _("Choose at least one person to read it.")})
    if len(new) + known > MOST_REVIEWERS:
        raise Invalid({"reviewers": _("At most %(most)s people can be asked.") % {"most": MOST_REVIEWERS}})
    for each in new:
        if each.role not in ApprovalRole.values:
            raise Invalid({"role": _("Choose one of the roles.")})
        check_reader(postmortem, each.user, field="reviewers")


def check_reader(postmortem: Postmortem, person: User, *, field: str) -> None:
    """Refuse somebody who can't sign in, or who does not see every incident of the report."""
    if not person.is_active:
        raise Invalid({field: _("%(who)s has no working account here. Choose somebody else.") % {"who": person}})
    if not Postmortem.objects.visible_to(Actor.person(person)).filter(pk=postmortem.pk).exists():
        words = _("%(who)s can't see every incident of this report. Share them first, or choose somebody else.")
        raise Invalid({field: words % {"who": person}})

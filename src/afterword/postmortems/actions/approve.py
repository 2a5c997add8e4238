"""Saying yes to a report as it is now, and taking that back."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import can, lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.documents.models import Revision, RevisionKind
from afterword.incidents.validation import clean_reason
from afterword.people.actor import Actor
from afterword.postmortems.freeze import blocks_said, freeze, is_of_the_report
from afterword.postmortems.kinds import ApprovalGiven, ApprovalTakenBack
from afterword.postmortems.live import facts_of
from afterword.postmortems.models import Approval, ApprovalRole, Postmortem, State
from afterword.postmortems.moving import locked_incidents, move, standing_approvals, tell
from afterword.postmortems.policy import missing_roles, refuse_published, review_policy, wanted_roles


@transaction.atomic
def approve(actor: Actor, postmortem: Postmortem, role: str, *, comment: str = "", head: int | None = None) -> Approval:
    """Approve the report as it stands, in one role; once everybody who is to has, it counts as approved.

    `head` is that of the text that was read: Conflict when it has another one by now.

    Saying it again of the same text changes nothing; of a text that was edited since, it approves that one.
    Raises Conflict unless it is in review, NotAllowed for a role in which the actor was not asked and may not speak.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_APPROVE, postmortem)
    _check(actor, postmortem, role)
    if head is not None and head != postmortem.document.head:
        words = _("The text was edited while you read it. Close this, read what is new, then approve.")
        raise Conflict(words, code="text_changed")
    comment = clean_reason(comment, field="comment")
    before = postmortem.approvals.filter(withdrawn_at=None, role=role, user=actor.user).first()
    revision = _revision(actor, postmortem)
    if before and before.revision_id == revision.pk:
        return before
    if before:
        _end(before)
    approval = Approval.objects.create(
        postmortem=postmortem, role=role, user=actor.user, label=actor.label[:200], revision=revision, comment=comment
    )
    is_complete = not missing_roles(wanted_roles(postmortem, review_policy()), standing_approvals(postmortem))
    _to(actor, postmortem, State.APPROVED if is_complete else State.IN_REVIEW)
    tell(actor, postmortem, ApprovalGiven, locked_incidents(postmortem), role=role)
    return approval


@transaction.atomic
def take_back_approval(actor: Actor, postmortem: Postmortem, role: str) -> Postmortem:
    """Say no more that it is good. The approval stays in the history, with both times; nothing when there is none."""
    postmortem = lock(actor, Verb.POSTMORTEM_APPROVE, postmortem)
    approval = postmortem.approvals.filter(withdrawn_at=None, role=role, user=actor.user).first()
    if approval is None:
        return postmortem
    refuse_published(postmortem)
    _end(approval)
    is_complete = not missing_roles(wanted_roles(postmortem, review_policy()), standing_approvals(postmortem))
    _to(actor, postmortem, State.APPROVED if is_complete else State.IN_REVIEW)
    tell(actor, postmortem, ApprovalTakenBack, locked_incidents(postmortem), role=role)
    return postmortem


def roles_open_to(actor: Actor, postmortem: Postmortem) -> list[str]:
    """In which roles the actor may approve: those asked for; every role for whoever may write the report."""
    if can(actor, Verb.POSTMORTEM_EDIT, postmortem):
        return list(ApprovalRole.values)
    return [each.role for each in postmortem.reviewers.all() if each.user_id == actor.user_id]


def _check(actor: Actor, postmortem: Postmortem, role: str) -> None:
    refuse_published(postmortem)
    if postmortem.state == State.DRAFT:
        raise Conflict(_("This report is a draft. Ask for a review first."), code="not_in_review")
    if role not in ApprovalRole.values:
        raise Invalid({"role": _("Choose one of the roles.")})
    if role not in roles_open_to(actor, postmortem):
        raise NotAllowed(_("You were asked to review this report, but not in this role."))


def _revision(actor: Actor, postmortem: Postmortem) -> Revision:
    """The newest one approved, where it says the same as the report now."""
    last = postmortem.document.revisions.filter(kind=RevisionKind.APPROVED).first()
    return last if last and _is_same(postmortem, last) else freeze(actor, postmortem, RevisionKind.APPROVED)


def _is_same(postmortem: Postmortem, last: Revision) -> bool:
    if (last.head, last.title) != (postmortem.document.head, postmortem.title):
        return False
    now = blocks_said(postmortem, last.tree, facts_of(postmortem))
    return all(last.blocks.get(key) == said for key, said in now.items() if not is_of_the_report(key))


def _end(approval: Approval) -> None:
    approval.withdrawn_at = clock.now()
    approval.save(update_fields=["withdrawn_at"])


def _to(actor: Actor, postmortem: Postmortem, state: State) -> None:
    """Whatever becomes of the state, open pages learn from `updated_at` that somebody has spoken."""
    if postmortem.state != state:
        move(actor, postmortem, state)
    postmortem.updated_at = clock.now()
    postmortem.save(update_fields=["state", "updated_at"])

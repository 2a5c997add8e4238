"""What a report still needs before it is published, in the words of the installation's review policy."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from afterword.core.errors import Conflict
from afterword.postmortems.models import Approval, ApprovalRole, Postmortem, ReviewPolicy, State


def review_policy() -> ReviewPolicy:
    """The one row; what holds as long as nobody has set anything."""
    return ReviewPolicy.objects.first() or ReviewPolicy()


def roles_in_words(roles: Iterable[str]) -> str:
    return ", ".join(str(ApprovalRole(role).label) for role in roles)


def wanted_roles(postmortem: Postmortem, policy: ReviewPolicy) -> list[str]:
    """Who has to say yes for it to count as approved: the roles of the policy, and those that were asked."""
    asked = {each.role for each in postmortem.reviewers.all()}
    return [role for role in ApprovalRole.values if role in asked or role in policy.required_roles]


def missing_roles(roles: Iterable[str], standing: Iterable[Approval]) -> list[str]:
    given = {each.role for each in standing}
    return [role for role in roles if role not in given]


def what_is_missing(postmortem: Postmortem, standing: list[Approval], policy: ReviewPolicy) -> str:
    """Why it can't be published yet, in a sentence; empty when it can."""
    missing = missing_roles(policy.required_roles, standing)
    if missing:
        return _("It still needs the approval of: %(roles)s.") % {"roles": roles_in_words(missing)}
    if postmortem.state == State.APPROVED or policy.may_publish_from_draft:
        return ""
    if postmortem.state == State.DRAFT:
        return _("Here a report is reviewed before it is published. Ask for a review first.")
    missing = missing_roles(wanted_roles(postmortem, policy), standing)
    if missing:
        return _("It is still in review. Its approval is awaited from: %(roles)s.") % {"roles": roles_in_words(missing)}
    return _("Here a report is approved before it is published. Nobody has approved it yet.")


def refuse_published(postmortem: Postmortem) -> None:
    """Conflict while the report is published: what people have read does not change under their hands."""
    if postmortem.state == State.PUBLISHED:
        words = _("This report is published. Take it back to draft to change it, then publish it again.")
        raise Conflict(words, code="published")

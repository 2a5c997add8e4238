from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.core.ids import new_id
from afterword.people.actor import Actor
from afterword.postmortems.models import ApprovalRole, ReviewPolicy
from afterword.postmortems.policy import roles_in_words


@transaction.atomic
def set_review_policy(actor: Actor, *, may_publish_from_draft: bool, required_roles: Collection[str]) -> ReviewPolicy:
    """Say what a report needs before it is published. Holds for those that are not published yet."""
    require(actor, Verb.SETTINGS_MANAGE)
    if unknown := set(required_roles) - set(ApprovalRole.values):
        raise Invalid({"required_roles": _("There is no role “%(role)s”.") % {"role": min(unknown)}})
    policy = ReviewPolicy.objects.select_for_update().first() or ReviewPolicy(pk=new_id())
    wanted = (may_publish_from_draft, [role for role in ApprovalRole.values if role in required_roles])
    if (policy.may_publish_from_draft, policy.required_roles) == wanted:
        return policy
    policy.may_publish_from_draft, policy.required_roles = wanted
    policy.changed_at = clock.now()
    policy.save()
    roles = roles_in_words(policy.required_roles)
    audit(actor, "review_policy.changed", called=_("review rules"), roles=roles, draft=may_publish_from_draft)
    return policy
